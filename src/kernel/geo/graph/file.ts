import { readFile, writeFile } from 'node:fs/promises'
import Flatbush from 'flatbush'
import { Refusal } from '../../refusal.ts'
import type { Graph } from './graph.ts'

/**
 * The graph as one file: 8 bytes of magic, 4 bytes of length, a JSON head, then each array on a boundary of 8 bytes.
 * Little-endian, as all machines Seawall runs on are; read without a copy.
 */

const magic = 'SWGRAPH2'
const arrays = [
	'firstOut',
	'head',
	'course',
	'ms',
	'mm',
	'mask',
	'firstIn',
	'tail',
	'inArc',
	'firstOfCourse',
	'arcOfCourse',
	'leaves',
	'reached',
	'edgeName',
	'firstPoint',
	'points',
] as const
const ranks = ['place', 'upFirst', 'upTo', 'upMs', 'downFirst', 'downFrom', 'downMs'] as const
type Head = {
	readonly version: string
	readonly nodes: number
	readonly squeeze: number
	readonly names: Graph['names']
	/** Who the hierarchy is for. */
	readonly who: number
	/** Bytes of each array, then of the index, in order. */
	readonly bytes: readonly number[]
}

const padded = (n: number) => Math.ceil(n / 8) * 8

/** Writes the graph; `restoreGraph` gives it back bit for bit. */
export async function saveGraph(file: string, graph: Graph): Promise<void> {
	const parts: Uint8Array[] = arrays.map((name) => bytesOf(graph[name]))
	parts.push(new Uint8Array(graph.index.data), ...ranks.map((name) => bytesOf(graph.hierarchy[name])))
	const head: Head = {
		version: graph.version,
		nodes: graph.nodes,
		squeeze: graph.squeeze,
		names: graph.names,
		who: graph.hierarchy.who,
		bytes: parts.map((p) => p.length),
	}
	const json = Buffer.from(JSON.stringify(head))
	const begin = padded(12 + json.length)
	const out = Buffer.alloc(begin + parts.reduce((sum, p) => sum + padded(p.length), 0))
	out.write(magic, 0, 'latin1')
	out.writeUInt32LE(json.length, 8)
	json.copy(out, 12)
	let at = begin
	for (const part of parts) {
		out.set(part, at)
		at += padded(part.length)
	}
	await writeFile(file, out)
}

const bytesOf = (array: Uint8Array | Uint32Array | Int32Array) =>
	new Uint8Array(array.buffer, array.byteOffset, array.byteLength)

/** Reads a graph. Refuses (`not_available`) when the file is absent or no graph of ours. */
export async function restoreGraph(file: string): Promise<Graph> {
	const bytes = await readFile(file).catch(() => null)
	if (bytes === null || bytes.subarray(0, 8).toString('latin1') !== magic)
		throw new Refusal('not_available', 'The road graph of this map cannot be read. Import the map again.', {
			rule: 'G4',
		})
	// A small read may come from a shared pool at an odd place; typed arrays need their own ground.
	const buffer = new ArrayBuffer(bytes.length)
	new Uint8Array(buffer).set(bytes)
	const jsonLength = bytes.readUInt32LE(8)
	const head: Head = JSON.parse(bytes.subarray(12, 12 + jsonLength).toString())
	let at = padded(12 + jsonLength)
	const next = (i: number) => {
		const length = head.bytes[i] ?? 0
		const here = { at, length }
		at += padded(length)
		return here
	}
	const wide = (i: number) => {
		const p = next(i)
		return new Uint32Array(buffer, p.at, p.length / 4)
	}
	const narrow = (i: number) => {
		const p = next(i)
		return new Uint8Array(buffer, p.at, p.length)
	}
	const plain = {
		firstOut: wide(0),
		head: wide(1),
		course: wide(2),
		ms: wide(3),
		mm: wide(4),
		mask: narrow(5),
		firstIn: wide(6),
		tail: wide(7),
		inArc: wide(8),
		firstOfCourse: wide(9),
		arcOfCourse: wide(10),
		leaves: narrow(11),
		reached: narrow(12),
		edgeName: wide(13),
		firstPoint: wide(14),
	}
	const p = next(15)
	const points = new Int32Array(buffer, p.at, p.length / 4)
	const i = next(16)
	const index = Flatbush.from(buffer.slice(i.at, i.at + i.length))
	const hierarchy = {
		who: head.who,
		place: wide(17),
		upFirst: wide(18),
		upTo: wide(19),
		upMs: wide(20),
		downFirst: wide(21),
		downFrom: wide(22),
		downMs: wide(23),
	}
	return {
		version: head.version,
		nodes: head.nodes,
		squeeze: head.squeeze,
		names: head.names,
		...plain,
		points,
		index,
		hierarchy,
	}
}
