import { open, readFile } from 'node:fs/promises'
import type { FastifyInstance } from 'fastify'
import { PMTiles, type Source } from 'pmtiles'
import { factsFile, tilesFile } from './import/import-map.ts'

/** The base map over HTTP. It is the same for everyone and holds nothing a power could hide (G8). */

export type MapRoutes = {
	/** Where maps are kept: `<data>/map`. */
	readonly folder: string
	/** The version in use now, or null before the first import. */
	readonly version: () => Promise<string | null>
}

const day = 86_400

type Archive = { readonly version: string; readonly tiles: PMTiles; readonly close: () => Promise<void> }

/** Adds `/map/tiles/{z}/{x}/{y}.mvt` and `/map/style-info.json`. */
export function mapRoutes(app: FastifyInstance, { folder, version }: MapRoutes): void {
	const archives = new Map<string, Promise<Archive>>()
	const archiveOf = (v: string) => {
		let archive = archives.get(v)
		if (archive === undefined) {
			archive = openArchive(folder, v)
			archive.catch(() => archives.delete(v))
			archives.set(v, archive)
		}
		return archive
	}
	app.addHook('onClose', async () => {
		for (const archive of archives.values()) await archive.then((a) => a.close()).catch(() => {})
	})

	app.get<{ Params: { z: string; x: string; y: string } }>('/map/tiles/:z/:x/:y', async (request, reply) => {
		const [z, x, y] = [request.params.z, request.params.x, request.params.y.replace(/\.mvt$/, '')].map(whole)
		const now = await version()
		if (now === null || z === undefined || x === undefined || y === undefined || z > 24) return reply.code(404).send()
		const etag = `"${now.slice(0, 16)}-${now.split('-')[1]}"`
		reply.header('etag', etag).header('cache-control', `private, max-age=${day}, must-revalidate`)
		if (request.headers['if-none-match'] === etag) return reply.code(304).send()
		const tile = await (await archiveOf(now)).tiles.getZxy(z, x, y)
		// Nothing is drawn there: no content, which a map takes as an empty tile.
		if (tile === undefined) return reply.code(204).send()
		return reply
			.type('application/vnd.mapbox-vector-tile')
			.header('content-encoding', 'gzip')
			.send(Buffer.from(tile.data))
	})

	app.get('/map/style-info.json', async (_request, reply) => {
		const now = await version()
		const facts = now === null ? null : await readFile(factsFile(folder, now), 'utf8').catch(() => null)
		if (facts === null)
			return reply.code(404).send({ type: 'about:blank', title: 'No map has been imported yet', status: 404 })
		return reply.type('application/json').header('cache-control', 'no-cache').send(facts)
	})
}

function whole(text: string): number | undefined {
	return /^\d{1,8}$/.test(text) ? Number(text) : undefined
}

async function openArchive(folder: string, version: string): Promise<Archive> {
	const file = await open(tilesFile(folder, version))
	const source: Source = {
		getKey: () => version,
		getBytes: async (offset, length) => {
			const buffer = new ArrayBuffer(length)
			const { bytesRead } = await file.read(new Uint8Array(buffer), 0, length, offset)
			return { data: bytesRead === length ? buffer : buffer.slice(0, bytesRead) }
		},
	}
	// Our directories are plain and our tiles gzip: handed on as they are.
	return { version, tiles: new PMTiles(source, undefined, async (data) => data), close: () => file.close() }
}
