import { assemble, type Ban, mmOf, type Piece } from '../graph/assemble.ts'
import type { Graph, StreetName } from '../graph/graph.ts'
import { car, driving, emergency, restrictionOf, stoppedBy } from './access.ts'
import { namesOf } from './names.ts'
import type { Extract, OsmRelation, OsmWay, Position } from './osm.ts'

/** Makes the road graph of an extract. */
export function graphOf(extract: Extract, version: string): Graph {
	const roads = extract.ways.flatMap((way) => {
		const how = way.tags?.highway === undefined ? null : driving(way.tags)
		return how === null ? [] : [{ way, how }]
	})
	const uses = new Map<number, number>()
	const use = (ref: number, times: number) => uses.set(ref, (uses.get(ref) ?? 0) + times)
	for (const { way } of roads) {
		for (const ref of way.refs) use(ref, 1)
		for (const end of [way.refs[0], way.refs.at(-1)]) if (end !== undefined) use(end, 1)
	}
	const turns = extract.relations.filter((r) => r.tags !== undefined && restrictionOf(r.tags) !== null)
	for (const turn of turns)
		for (const m of turn.members) if (m.role === 'via' && m.type === 'node' && uses.has(m.ref)) use(m.ref, 1)
	const build = new Pieces(extract, uses, barriers(extract, uses))
	for (const { way, how } of roads) build.add(way, how)
	const bans = turns.flatMap((turn) => bansOf(turn, build))
	return assemble(version, build.nodes, build.pieces, bans, build.names)
}

/** Barriers in the middle of one road. One at a junction is taken as standing beside it. */
function barriers(extract: Extract, uses: ReadonlyMap<number, number>): Map<number, number> {
	const out = new Map<number, number>()
	for (const node of extract.nodes) {
		const stopped = node.tags === undefined ? 0 : stoppedBy(node.tags)
		if (stopped !== 0 && uses.get(node.id) === 1) out.set(node.id, stopped)
	}
	return out
}

class Pieces {
	readonly pieces: Piece[] = []
	readonly names: StreetName[] = [{ en: '', zh: '' }]
	nodes = 0
	/** Edges of a way that touch a node, for turn restrictions: way id and node id give edges. */
	readonly edgesAt = new Map<string, number[]>()
	readonly junction = new Map<number, number>()
	readonly #extract: Extract
	readonly #uses: ReadonlyMap<number, number>
	readonly #barriers: ReadonlyMap<number, number>
	readonly #names = new Map<string, number>()

	constructor(extract: Extract, uses: ReadonlyMap<number, number>, barriers: ReadonlyMap<number, number>) {
		this.#extract = extract
		this.#uses = uses
		this.#barriers = barriers
	}

	add(way: OsmWay, how: { readonly forward: number; readonly backward: number; readonly kmh: number }): void {
		if (how.forward === 0 && how.backward === 0) return
		const name = this.#name(way)
		let line: Position[] = []
		let from: number | null = null
		let fromRef = 0
		for (const ref of way.refs) {
			const place = this.#extract.place(ref)
			if (place === null) {
				// The extract ends here: what came before is kept, the rest begins anew.
				line = []
				from = null
				continue
			}
			line.push(place)
			const barrier = this.#barriers.get(ref)
			if (from !== null && (this.#uses.get(ref) ?? 0) < 2 && barrier === undefined) continue
			const here = barrier === undefined ? this.#junction(ref) : this.nodes++
			if (from !== null) this.#piece(way, how, { from, fromRef, to: here, toRef: ref, line, name })
			from = barrier === undefined ? here : this.#past(here, place, barrier)
			fromRef = ref
			line = [place]
		}
	}

	#junction(ref: number): number {
		const known = this.junction.get(ref)
		if (known !== undefined) return known
		this.junction.set(ref, this.nodes)
		return this.nodes++
	}

	/** Beyond a barrier: a second node, joined by a piece without length for those who may pass. */
	#past(here: number, place: Position, stopped: number): number {
		const beyond = this.nodes++
		const who = (car | emergency) & ~stopped
		this.pieces.push({
			a: here,
			b: beyond,
			line: [place, place],
			forward: who,
			backward: who,
			forwardMs: 0,
			backwardMs: 0,
			mm: 0,
			name: 0,
		})
		return beyond
	}

	#piece(
		way: OsmWay,
		how: { readonly forward: number; readonly backward: number; readonly kmh: number },
		at: { from: number; fromRef: number; to: number; toRef: number; line: Position[]; name: number },
	): void {
		const mm = mmOf(at.line)
		const ms = Math.max(1, Math.round((mm * 3.6) / how.kmh))
		for (const ref of [at.fromRef, at.toRef]) {
			const key = `${way.id} ${ref}`
			const list = this.edgesAt.get(key)
			if (list === undefined) this.edgesAt.set(key, [this.pieces.length])
			else list.push(this.pieces.length)
		}
		this.pieces.push({
			a: at.from,
			b: at.to,
			line: at.line,
			forward: how.forward,
			backward: how.backward,
			forwardMs: ms,
			backwardMs: ms,
			mm,
			name: at.name,
		})
	}

	#name(way: OsmWay): number {
		const name = namesOf(way.tags ?? {})
		const key = `${name.en}\n${name.zh}`
		const known = this.#names.get(key)
		if (known !== undefined) return known
		this.#names.set(key, this.names.length)
		this.names.push({ en: name.en, zh: name.zh })
		return this.names.length - 1
	}
}

/** Forbidden turns of one restriction with a node in its middle. One with a way in its middle is not applied. */
function bansOf(turn: OsmRelation, build: Pieces): Ban[] {
	const of = (role: string, type: string) =>
		turn.members.filter((m) => m.role === role && m.type === type).map((m) => m.ref)
	const [via] = of('via', 'node')
	const node = via === undefined ? undefined : build.junction.get(via)
	if (via === undefined || node === undefined) return []
	const courses = (ways: readonly number[], into: boolean) =>
		ways.flatMap((w) =>
			(build.edgesAt.get(`${w} ${via}`) ?? []).flatMap((e) => {
				const piece = build.pieces[e]
				const out: number[] = []
				if ((into ? piece?.b : piece?.a) === node) out.push(e * 2)
				if ((into ? piece?.a : piece?.b) === node) out.push(e * 2 + 1)
				return out
			}),
		)
	const from = courses(of('from', 'way'), true)
	const to = courses(of('to', 'way'), false)
	if (to.length === 0) return []
	if (restrictionOf(turn.tags ?? {}) === 'no') return from.flatMap((f) => to.map((t) => ({ from: f, to: t })))
	const all = build.pieces.flatMap((p, e) => [...(p.a === node ? [e * 2] : []), ...(p.b === node ? [e * 2 + 1] : [])])
	return from.flatMap((f) => all.filter((t) => !to.includes(t)).map((t) => ({ from: f, to: t })))
}
