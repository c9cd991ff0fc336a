import { builtinType, type FeelType, typeNames } from './type.ts'

/**
 * FEEL names may hold blanks and signs (`Monthly Salary`, `a-b`), so what a text means depends on the names in sight.
 * Names form a chain: built-in functions, the model's, then those of each inner scope.
 */

const identifier =
	/[\p{L}_\u{1F300}-\u{1FAFF}\u{2600}-\u{27BF}][\p{L}\p{N}\p{M}_\u{1F300}-\u{1FAFF}\u{2600}-\u{27BF}]*/uy
const part = /[\p{L}\p{N}\p{M}_\u{1F300}-\u{1FAFF}\u{2600}-\u{27BF}]+|[^\s\p{L}\p{N}_]/uy
const blank = /(?:\s|\u200B|\uFEFF)*/uy

type Known = { readonly name: string; readonly parts: readonly string[] }

/** The parts of a name: words and signs. */
export function partsOf(name: string): readonly string[] {
	return name.match(/[\p{L}\p{N}\p{M}_\u{1F300}-\u{1FAFF}\u{2600}-\u{27BF}]+|[^\s\p{L}\p{N}_]/gu) ?? []
}

/** Words at one blank, so that `a   b` and `a b` are one name. */
export function normalName(name: string): string {
	return name.trim().replaceAll(/\s+/g, ' ')
}

function matchAt(pattern: RegExp, text: string, at: number): string | null {
	pattern.lastIndex = at
	return pattern.exec(text)?.[0] ?? null
}

export function identifierAt(text: string, at: number): string | null {
	return matchAt(identifier, text, at)
}

export function blankAt(text: string, at: number): number {
	return at + (matchAt(blank, text, at)?.length ?? 0)
}

function partAt(text: string, at: number): string | null {
	return matchAt(part, text, at)
}

/** Names that a text is read against, longest first. */
export class NameSet {
	readonly #byFirst = new Map<string, Known[]>()

	constructor(names: Iterable<string> = []) {
		for (const name of names) this.declare(name)
	}

	declare(name: string): void {
		const parts = partsOf(name)
		const [first] = parts
		if (first === undefined) return
		const known = this.#byFirst.get(first) ?? []
		if (known.some((one) => one.name === normalName(name))) return
		known.push({ name: normalName(name), parts })
		known.sort((a, b) => b.parts.length - a.parts.length)
		this.#byFirst.set(first, known)
	}

	/** The longest of the names that the text has at a place, and where it ends. */
	longest(text: string, at: number): Found | null {
		const first = partAt(text, at)
		if (first === null) return null
		for (const known of this.#byFirst.get(first) ?? []) {
			const end = endOf(known.parts, text, at)
			if (end !== null) return { name: known.name, end }
		}
		return null
	}
}

export type Found = { readonly name: string; readonly end: number }

/** What a whole model shares: member names (after a dot, in a filter) and types. */
export type World = {
	readonly members: NameSet
	readonly typeNames: NameSet
	readonly findType: (name: string) => FeelType | null
}

/** The names in sight at one place. */
export class Names {
	readonly world: World
	/** Is there a filter around, whose items may have any member? */
	readonly inFilter: boolean
	readonly #parent: Names | null
	readonly #own: NameSet

	constructor(world: World, parent: Names | null, names: Iterable<string> = [], isFilter = false) {
		this.world = world
		this.#parent = parent
		this.#own = new NameSet(names)
		this.inFilter = isFilter || (parent?.inFilter ?? false)
	}

	inside(names: Iterable<string>, isFilter = false): Names {
		return new Names(this.world, this, names, isFilter)
	}

	declare(name: string): void {
		this.#own.declare(name)
	}

	longest(text: string, at: number): Found | null {
		const own = this.#own.longest(text, at)
		const outer = this.#parent?.longest(text, at) ?? null
		if (own === null || outer === null) return own ?? outer
		return outer.end > own.end ? outer : own
	}
}

function endOf(parts: readonly string[], text: string, at: number): number | null {
	let end = at
	for (const [n, wanted] of parts.entries()) {
		const from = n === 0 ? end : blankAt(text, end)
		if (partAt(text, from) !== wanted) return null
		end = from + wanted.length
	}
	return end
}

/** A world without a model: only FEEL's own types. */
export function bareWorld(): World {
	return { members: new NameSet(memberNames), typeNames: new NameSet(typeNames), findType: builtinType }
}

/** Members of FEEL's own values whose names hold a blank. */
export const memberNames = ['time offset', 'start included', 'end included'] as const
