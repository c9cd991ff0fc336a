import { join } from 'node:path'
import { restoreGraph } from './graph/file.ts'
import type { Graph } from './graph/graph.ts'
import { graphFile } from './import/import-map.ts'

/** Road graphs of all versions of the map, kept where the engine lives and loaded once. */
export class Roads {
	readonly #folder: string
	readonly #graphs = new Map<string, Promise<Graph>>()
	constructor(folder: string) {
		this.#folder = folder
	}

	/** The graph of a version, former versions too. Refuses (`not_available`) when its files are gone. */
	of(version: string): Promise<Graph> {
		let graph = this.#graphs.get(version)
		if (graph === undefined) {
			graph = restoreGraph(graphFile(this.#folder, version))
			// A refusal is not kept: the files may be put back.
			graph.catch(() => this.#graphs.delete(version))
			this.#graphs.set(version, graph)
		}
		return graph
	}
}

let roads: Roads | null = null

/** Says where maps are kept; called once at start. */
export function openRoads(folder: string): Roads {
	roads = new Roads(folder)
	return roads
}

/** The roads of this engine; by default under SEAWALL_DATA. */
export function ourRoads(): Roads {
	roads ??= openRoads(mapFolder())
	return roads
}

/** Where maps are kept: `<data>/map`. */
export const mapFolder = (data = process.env['SEAWALL_DATA'] ?? '.seawall') => join(data, 'map')
