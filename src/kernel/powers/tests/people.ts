import type { Tier } from '#kernel/contract/scalars.ts'
import type { Who } from '#kernel/who.ts'
import { type PostKind, postKinds } from '../explain.ts'

/** A command tree of the test's own: one province, two cities, four counties with branches and stations. */
export type Node = {
	readonly id: string
	readonly tier: Tier
	readonly branch: string | null
	readonly parent: Node | null
}

export function agencyId(n: number): string {
	return `0a9e0000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
}

export function unitId(n: number): string {
	return `0b170000-0000-4000-8000-${n.toString(16).padStart(12, '0')}`
}

export const tree: readonly Node[] = growTree(2, 2, 3)

/** `cities` cities, each with `counties` counties, each with two branches and `stations` stations. */
export function growTree(cities: number, counties: number, stations: number): Node[] {
	const nodes: Node[] = []
	const add = (tier: Tier, branch: string | null, parent: Node | null): Node => {
		const node = { id: agencyId(nodes.length + 1), tier, branch, parent }
		nodes.push(node)
		return node
	}
	const province = add('province', null, null)
	for (let c = 0; c < cities; c += 1) {
		const city = add('city', null, province)
		for (let k = 0; k < counties; k += 1) {
			const county = add('county', null, city)
			for (const branch of ['command', 'integrity']) add('county', branch, county)
			for (let s = 0; s < stations; s += 1) add('station', null, county)
		}
	}
	return nodes
}

export function aboveOf(node: Node): Node[] {
	return node.parent === null ? [node] : [node, ...aboveOf(node.parent)]
}

export function belowOf(nodes: readonly Node[], node: Node): Node[] {
	return nodes.filter((other) => aboveOf(other).includes(node))
}

export type Traits = {
	readonly n?: number
	readonly post?: PostKind
	readonly sworn?: boolean
	readonly credentials?: readonly string[]
	readonly unit?: string | null
	readonly until?: number | null
	/** The agencies of the drill the person is in; undefined: a real post. */
	readonly drill?: readonly Node[]
	/** Agencies of all drills there are, for a real post. */
	readonly drills?: readonly Node[]
}

/** A person at a node of a tree. */
export function personAt(node: Node, traits: Traits = {}, nodes: readonly Node[] = tree): Who {
	const bureau = node.branch === null || node.parent === null ? node : node.parent
	const n = traits.n ?? 0
	return {
		person: `person-${n}`,
		post: `post-${n}`,
		postKind: traits.post ?? postKinds[n % postKinds.length] ?? 'officer',
		agency: node.id,
		branch: node.branch,
		tier: node.tier,
		above: aboveOf(node).map((above) => above.id),
		bureau: bureau.id,
		below: belowOf(nodes, bureau).map((below) => below.id),
		drill: traits.drill === undefined ? null : 'a drill',
		drills: (traits.drill ?? traits.drills ?? []).map((one) => one.id),
		sworn: traits.sworn ?? true,
		credentials: traits.credentials ?? [],
		unit: traits.unit ?? null,
		until: traits.until ?? null,
		standing: '1',
		session: null,
		locale: 'en',
	}
}
