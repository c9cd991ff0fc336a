import type { ResourceDeclaration, Words } from './contract/declare.ts'
import type { Tx } from './db/schema.ts'
import type { Slice } from './slice.ts'
import type { Who } from './who.ts'

/**
 * What the record tells of itself: lines of a briefing, facts of a matter, duties of a post. Each slice lists its own
 * (`Slice.briefs`, `.facts`, `.duties`), so that whoever puts them together knows no slice.
 */

/** One line of a briefing. Names no person, crew or unit. */
export type BriefLine = Words & {
	/** When it happened; of something that waits, since when. */
	readonly at: Date
	/** By when, where it has an end. */
	readonly due: Date | null
	/** The row it opens into; null: it is told here alone. */
	readonly opens: { readonly type: string; readonly id: string } | null
	readonly matter: string | null
}

/** What a briefing asks a source. Times are half open: after `from`, up to and with `until`. */
export type BriefAsked = {
	readonly tx: Tx
	/** For whom: a source tells only of rows this person may see. */
	readonly who: Who
	/** The agency it is about and all below it. */
	readonly agencies: readonly string[]
	readonly from: Date
	readonly until: Date
	/** End of the next shift. */
	readonly next: Date
	/** At most so many lines. */
	readonly limit: number
}

/**
 * One section of a briefing. Its answer rests on what does not change: asked again later for the same times it tells the
 * same. `total` counts what would have been told without the limit.
 */
export type BriefSource = {
	/** `slice.what`, used once. */
	readonly key: string
	readonly words: Words
	/** What waits for a person, or what changed. */
	readonly about: 'waits' | 'changed'
	readonly lines: (asked: BriefAsked) => Promise<{ readonly total: number; readonly lines: readonly BriefLine[] }>
}

/** A value as the record holds it, and the act that put it there. */
export type FactHeld = { readonly value: Words; readonly act: string; readonly at: Date }

/** What a slice knows of one kind of row, for reports that are filled from the record. No personal data. */
export type FactSource = {
	readonly resource: ResourceDeclaration
	/** Key (`incident.number`) and what it is called. A key means one thing in the whole of Seawall. */
	readonly facts: Readonly<Record<string, Words>>
	/** The agency that answers for the row, its matter and the values it has now; a fact without one is left out. */
	readonly read: (tx: Tx, id: string) => Promise<FactsRead>
}
export type FactsRead = {
	readonly agency: string
	readonly matter: string
	readonly name: Words
	readonly held: Readonly<Record<string, FactHeld>>
}

/** What a report may ask of the person who sends it: never words, so that no person comes in by it. */
export type Asked = { readonly words: Words } & (
	| { readonly is: 'number'; readonly most: number }
	| { readonly is: 'yes_no' }
	| { readonly is: 'choice'; readonly choices: Readonly<Record<string, Words>> }
)

/**
 * A report on one kind of row: a closed list of facts. One that a slice holds is filled from the record; one with `asks` is
 * asked once for each matter, in whichever report comes first, and stands in the matter from then on.
 */
export type ReportForm = {
	readonly key: string
	readonly words: Words
	/** Cedar type of the row it is about. */
	readonly about: string
	readonly fields: readonly { readonly fact: string; readonly asks?: Asked }[]
}

/**
 * What stands against forms, one sentence each: a field that asks for what the record holds, by its key or by its name; a
 * fact nobody knows; one fact asked for in two ways.
 */
export function formFaults(forms: readonly ReportForm[], facts: readonly FactSource[]): string[] {
	const faults: string[] = []
	const asked = new Map<string, string>()
	for (const form of forms) {
		const held = new Map(
			facts.filter((one) => one.resource.type === form.about).flatMap((one) => Object.entries(one.facts)),
		)
		const names = new Map(
			[...held].flatMap(([key, words]) => [words.en, words.zh].map((name) => [plain(name), key] as const)),
		)
		const seen = new Set<string>()
		for (const { fact, asks } of form.fields) {
			const at = `${form.key}: ${fact}`
			if (seen.has(fact)) faults.push(`${at} stands twice`)
			seen.add(fact)
			if (asks === undefined) {
				if (!held.has(fact)) faults.push(`${at} is held by no slice`)
				continue
			}
			const same = held.has(fact) ? fact : (names.get(plain(asks.words.en)) ?? names.get(plain(asks.words.zh)))
			if (same !== undefined) faults.push(`${at} asks for what the record holds as ${same}`)
			const before = asked.get(fact)
			if (before !== undefined && before !== JSON.stringify(asks)) faults.push(`${at} is asked for in two ways`)
			asked.set(fact, JSON.stringify(asks))
		}
	}
	return faults
}

const plain = (name: string): string => name.toLowerCase().replaceAll(/[\s\p{P}]/gu, '')

/** Something a post has to do: as drawn, and how much of it is open now. */
export type Duty = {
	/** Where it stands written: a drawing and its step, a rule of deadlines, an order. */
	readonly source: string
	readonly what: Words
	readonly basis: Words
	/** How many wait now, and since when the oldest; none where it only stands written. */
	readonly open: number
	readonly oldest: Date | null
	/** The next moment at which one of them is due. */
	readonly due: Date | null
	/** Rows of it the asker may see, the most urgent first, at most ten. */
	readonly rows: readonly {
		readonly type: string
		readonly id: string
		readonly name: Words
		readonly since: Date
		readonly due: Date | null
	}[]
}

export type DutyAsked = {
	readonly tx: Tx
	/** Who looks: rows they may not see are not listed. */
	readonly who: Who
	readonly now: Date
	/** The agency asked about, and the whole bureau or station it belongs to: itself, unless it is a branch. */
	readonly agency: string
	readonly bureau: string
	readonly post: string
	/** Whether that post at that agency has some power for the act: a duty falls to those who can do it. */
	readonly may: (act: string) => boolean
}
export type DutySource = (asked: DutyAsked) => Promise<readonly Duty[]>

type Told = {
	readonly briefs: readonly BriefSource[]
	readonly facts: readonly FactSource[]
	readonly forms: readonly ReportForm[]
	readonly duties: readonly DutySource[]
	readonly resources: ReadonlyMap<string, ResourceDeclaration>
	readonly acts: readonly string[]
}

let told: Told = { briefs: [], facts: [], forms: [], duties: [], resources: new Map(), acts: [] }

/**
 * Gathers what the slices tell. Called once at start, before the first act.
 * @throws Error when two bear one key, or a report asks for what the record holds (K81)
 */
export function useRecord(slices: readonly Slice[]): void {
	const briefs = slices.flatMap((slice) => slice.briefs ?? [])
	const facts = slices.flatMap((slice) => slice.facts ?? [])
	once(
		'briefing source',
		briefs.map((one) => one.key),
	)
	once(
		'fact',
		facts.flatMap((one) => Object.keys(one.facts)),
	)
	const forms = slices.flatMap((slice) => slice.forms ?? [])
	once(
		'report',
		forms.map((form) => form.key),
	)
	const faults = formFaults(forms, facts)
	if (faults.length > 0) throw new Error(`A report may not ask for what the record holds:\n${faults.join('\n')}`)
	const duties = slices.flatMap((slice) => slice.duties ?? [])
	const resources = new Map(slices.flatMap((slice) => slice.resources.map((one) => [one.type, one] as const)))
	const acts = slices.flatMap((slice) => slice.acts.map((act) => act.declaration.name))
	told = { briefs, facts, forms, duties, resources, acts }
}

function once(what: string, keys: readonly string[]): void {
	const twice = keys.find((key, n) => keys.indexOf(key) !== n)
	if (twice !== undefined) throw new Error(`two of the ${what} ${twice}`)
}

export const briefSources = (): readonly BriefSource[] => told.briefs
export const factsOf = (type: string): FactSource | undefined => told.facts.find((one) => one.resource.type === type)
export const dutySources = (): readonly DutySource[] => told.duties
export const reportForms = (): readonly ReportForm[] => told.forms
/** Names of all acts, looks left out. */
export const actNames = (): readonly string[] => told.acts
export const resourceOf = (type: string): ResourceDeclaration | undefined => told.resources.get(type)
