import { createReadStream } from 'node:fs'
import { open } from 'node:fs/promises'
import { createGunzip } from 'node:zlib'
import { SaxesParser } from 'saxes'
import { Refusal } from '../../refusal.ts'
import { readBlocks } from './read-pbf.ts'
import { Extract, type OsmElement, type OsmMember } from './osm.ts'

/**
 * Reads an OpenStreetMap file whatever its dress: .osm.pbf, .osm (XML), .osm.gz (XML, gzip). Told by its first bytes.
 * Refuses (`invalid`): XML with a DOCTYPE or entities of its own, nesting deeper than 8, values longer than 8 KiB,
 * ids and places that are no numbers.
 */
export async function readExtract(file: string): Promise<Extract> {
	const extract = new Extract()
	const dress = await dressOf(file)
	if (dress === 'pbf') await readPbf(file, extract)
	else await readXml(file, dress === 'gzip', extract)
	if (extract.index.size === 0) throw refuse('The file holds no map: not one node was found in it.')
	return extract
}

const refuse = (sentence: string) => new Refusal('invalid', sentence, { rule: 'G3', field: 'file' })

async function dressOf(file: string): Promise<'pbf' | 'gzip' | 'xml'> {
	const handle = await open(file)
	try {
		const { buffer, bytesRead } = await handle.read(Buffer.alloc(64), 0, 64, 0)
		if (buffer[0] === 0x1f && buffer[1] === 0x8b) return 'gzip'
		const head = buffer.subarray(0, bytesRead).toString('latin1')
		if (head.includes('OSMHeader')) return 'pbf'
		if (/^(\xef\xbb\xbf)?\s*</.test(head)) return 'xml'
	} finally {
		await handle.close()
	}
	throw refuse('This is no OpenStreetMap file: give .osm.pbf, .osm or .osm.gz.')
}

async function readPbf(file: string, extract: Extract): Promise<void> {
	try {
		for await (const block of readBlocks(file)) for (const item of block) if (isElement(item)) extract.add(item)
	} catch (fault) {
		throw refuse(`The file is damaged: ${fault instanceof Error ? fault.message : 'unreadable'}.`)
	}
}

function isElement(item: unknown): item is OsmElement {
	return typeof item === 'object' && item !== null && 'type' in item && typeof item.type === 'string'
}

const deepest = 8
const longest = 8_192

async function readXml(file: string, gzip: boolean, extract: Extract): Promise<void> {
	const parser = new SaxesParser()
	const fail = (sentence: string): never => {
		throw refuse(sentence)
	}
	parser.on('error', (fault) => fail(`The XML is broken: ${fault.message.slice(0, 200)}`))
	parser.on('doctype', () => fail('XML with a DOCTYPE is not read: it could name outside files or grow without end.'))
	let depth = 0
	let open: { element: OsmElement; tags: Record<string, string>; refs: number[]; members: OsmMember[] } | null = null
	parser.on('opentag', ({ name, attributes: a }) => {
		depth += 1
		if (depth > deepest) fail('The XML is nested deeper than any map.')
		if (name === 'node' || name === 'way' || name === 'relation') open = begin(name, a)
		else if (open !== null && name === 'tag') open.tags[short(a.k)] = short(a.v)
		else if (open !== null && name === 'nd') open.refs.push(number(a.ref))
		else if (open !== null && name === 'member')
			open.members.push({ type: short(a.type), ref: number(a.ref), role: short(a.role) })
	})
	parser.on('closetag', ({ name }) => {
		depth -= 1
		if (open === null || name !== open.element.type) return
		extract.add(finish(open))
		open = null
	})
	const raw = createReadStream(file, { highWaterMark: 1 << 18 })
	const stream = gzip ? raw.pipe(createGunzip()) : raw
	const decoder = new TextDecoder('utf-8', { fatal: true })
	try {
		for await (const chunk of stream) parser.write(decoder.decode(chunk, { stream: true }))
		parser.close()
	} catch (fault) {
		if (fault instanceof Refusal) throw fault
		throw refuse(`The file is damaged: ${fault instanceof Error ? fault.message : 'unreadable'}.`)
	}
}

type Attributes = Readonly<Record<string, string>>

function begin(name: 'node' | 'way' | 'relation', a: Attributes) {
	const id = number(a.id)
	const element: OsmElement =
		name === 'node'
			? { type: 'node', id, lon: number(a.lon, 180), lat: number(a.lat, 90) }
			: name === 'way'
				? { type: 'way', id, refs: [] }
				: { type: 'relation', id, members: [] }
	// Tag names come from the file: no prototype to reach.
	const tags: Record<string, string> = Object.create(null)
	return { element, tags, refs: [] as number[], members: [] as OsmMember[] }
}

function finish(open: ReturnType<typeof begin>): OsmElement {
	const tags = Object.keys(open.tags).length === 0 ? {} : { tags: open.tags }
	if (open.element.type === 'way') return { ...open.element, refs: open.refs, ...tags }
	if (open.element.type === 'relation') return { ...open.element, members: open.members, ...tags }
	return { ...open.element, ...tags }
}

function number(text: string | undefined, most = 2 ** 53): number {
	const value = Number(text)
	if (text === undefined || text === '' || !Number.isFinite(value) || Math.abs(value) > most)
		throw refuse(`"${String(text).slice(0, 40)}" stands where a number is needed.`)
	return value
}

function short(text: string | undefined): string {
	if (text === undefined) return ''
	if (text.length > longest) throw refuse('A value in the file is longer than any map needs.')
	return text
}
