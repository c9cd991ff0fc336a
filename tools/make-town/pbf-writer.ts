import { zlibSync } from 'fflate'
import { PbfWriter } from 'pbf'
import type { Drawing, Member, Node, Relation, Tags, Way } from './osm.ts'

/**
 * OSM PBF as the format's page describes it: a header block, then blocks of at most 8,000 elements, nodes dense,
 * everything sorted by type and id, zlib inside. Deflated by fflate, whose bytes do not depend on the machine.
 */

const perBlock = 8_000
const memberType = { node: 0, way: 1, relation: 2 }

/** Strings of one block; number 0 is the empty one that ends a dense node's tags. */
class Strings {
	readonly list: string[] = ['']
	readonly #index = new Map<string, number>()
	of(text: string): number {
		const known = this.#index.get(text)
		if (known !== undefined) return known
		this.#index.set(text, this.list.length)
		this.list.push(text)
		return this.list.length - 1
	}
}

const deltas = (values: readonly number[]) => values.map((v, i) => v - (values[i - 1] ?? 0))

function writeTags(tags: Tags, strings: Strings, pbf: PbfWriter): void {
	const entries = Object.entries(tags)
	pbf.writePackedVarint(
		2,
		entries.map(([k]) => strings.of(k)),
	)
	pbf.writePackedVarint(
		3,
		entries.map(([, v]) => strings.of(v)),
	)
}

function writeDense(nodes: readonly Node[], strings: Strings, pbf: PbfWriter): void {
	pbf.writePackedSVarint(1, deltas(nodes.map((n) => n.id)))
	pbf.writePackedSVarint(8, deltas(nodes.map((n) => Math.round(n.lat * 1e7))))
	pbf.writePackedSVarint(9, deltas(nodes.map((n) => Math.round(n.lon * 1e7))))
	const tags: number[] = []
	for (const node of nodes) {
		for (const [k, v] of Object.entries(node.tags)) tags.push(strings.of(k), strings.of(v))
		tags.push(0)
	}
	pbf.writePackedVarint(10, tags)
}

function writeWay(way: Way, strings: Strings, pbf: PbfWriter): void {
	pbf.writeVarintField(1, way.id)
	writeTags(way.tags, strings, pbf)
	pbf.writePackedSVarint(8, deltas(way.refs))
}

function writeRelation(relation: Relation, strings: Strings, pbf: PbfWriter): void {
	pbf.writeVarintField(1, relation.id)
	writeTags(relation.tags, strings, pbf)
	const of = <T>(pick: (m: Member) => T) => relation.members.map(pick)
	pbf.writePackedVarint(
		8,
		of((m) => strings.of(m.role)),
	)
	pbf.writePackedSVarint(9, deltas(of((m) => m.ref)))
	pbf.writePackedVarint(
		10,
		of((m) => memberType[m.type]),
	)
}

function block(write: (strings: Strings, group: PbfWriter) => void): Uint8Array {
	const strings = new Strings()
	const group = new PbfWriter()
	write(strings, group)
	const table = new PbfWriter()
	for (const s of strings.list) table.writeStringField(1, s)
	const pbf = new PbfWriter()
	pbf.writeBytesField(1, table.finish())
	pbf.writeBytesField(2, group.finish())
	return pbf.finish()
}

function blob(type: string, raw: Uint8Array): Buffer {
	const body = new PbfWriter()
	body.writeVarintField(2, raw.length)
	body.writeBytesField(3, zlibSync(raw, { level: 9 }))
	const bytes = body.finish()
	const head = new PbfWriter()
	head.writeStringField(1, type)
	head.writeVarintField(3, bytes.length)
	const header = head.finish()
	const length = Buffer.alloc(4)
	length.writeUInt32BE(header.length)
	return Buffer.concat([length, header, bytes])
}

function header(drawing: Drawing): Uint8Array {
	const pbf = new PbfWriter()
	const lons = drawing.nodes.map((n) => Math.round(n.lon * 1e7))
	const lats = drawing.nodes.map((n) => Math.round(n.lat * 1e7))
	const bounds = new PbfWriter()
	const edges = [Math.min(...lons), Math.max(...lons), Math.max(...lats), Math.min(...lats)]
	edges.forEach((e, i) => bounds.writeSVarintField(i + 1, e * 100))
	pbf.writeBytesField(1, bounds.finish())
	for (const feature of ['OsmSchema-V0.6', 'DenseNodes']) pbf.writeStringField(4, feature)
	pbf.writeStringField(5, 'Sort.Type_then_ID')
	pbf.writeStringField(16, 'seawall make-town')
	pbf.writeStringField(17, 'A town that does not exist')
	return pbf.finish()
}

function* chunks<T>(things: readonly T[]): Generator<readonly T[]> {
	for (let i = 0; i < things.length; i += perBlock) yield things.slice(i, i + perBlock)
}

/** The drawing as the bytes of an .osm.pbf file. */
export function writePbf(drawing: Drawing): Uint8Array {
	const parts = [blob('OSMHeader', header(drawing))]
	const message = (tag: number, pbf: PbfWriter, write: (inner: PbfWriter) => void) => {
		const inner = new PbfWriter()
		write(inner)
		pbf.writeBytesField(tag, inner.finish())
	}
	for (const nodes of chunks(drawing.nodes))
		parts.push(
			blob(
				'OSMData',
				block((s, g) => message(2, g, (p) => writeDense(nodes, s, p))),
			),
		)
	for (const ways of chunks(drawing.ways))
		parts.push(
			blob(
				'OSMData',
				block((s, g) => {
					for (const way of ways) message(3, g, (p) => writeWay(way, s, p))
				}),
			),
		)
	for (const relations of chunks(drawing.relations))
		parts.push(
			blob(
				'OSMData',
				block((s, g) => {
					for (const relation of relations) message(4, g, (p) => writeRelation(relation, s, p))
				}),
			),
		)
	return Buffer.concat(parts)
}
