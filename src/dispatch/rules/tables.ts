import { decideBy, evaluateTable, needTable, type RuleTable } from '#kernel/tables/api.ts'
import {
	cancelThen,
	type CallerPhrase,
	type CancelThen,
	type Facts,
	type IncidentType,
	type Plan,
	type RuleShown,
	type TimerKind,
	type UnitKind,
	type Unspoken,
	unspoken,
} from '../contract.ts'

/** What the rule tables of `process/*.dmn` decide, with the row that did. */

type Decided = { readonly rows: readonly number[]; readonly version: string }

const shown = (table: string, rule: string, decided: Decided): RuleShown => ({
	table,
	rule,
	version: decided.version,
	rows: [...decided.rows],
})

const numberOf = (value: unknown, table: string): number => {
	if (typeof value === 'number') return value
	throw new Error(`table ${table} gave no number`)
}
const textsOf = (value: unknown): string[] =>
	Array.isArray(value) ? value.filter((one): one is string => typeof one === 'string') : []

/** D7. */
export function priorityOf(type: IncidentType, facts: Facts): { priority: number; rule: RuleShown } {
	const decided = evaluateTable('dispatch.priority', { type, ...facts })
	return { priority: numberOf(decided.output['priority'], 'priority'), rule: shown('priority', 'D7', decided) }
}

export type TypeFacts = {
	readonly reportedCrime: boolean
	readonly needsPower: boolean
	readonly protectedAddress: boolean
	readonly iccs: string | null
}

/** D23, D15, D32. */
export function typeFacts(type: IncidentType): TypeFacts {
	const { output } = evaluateTable('dispatch.type', { type })
	const iccs = output['iccs']
	return {
		reportedCrime: output['reportedCrime'] === true,
		needsPower: output['needsPower'] === true,
		protectedAddress: output['protectedAddress'] === true,
		iccs: typeof iccs === 'string' && iccs !== '' ? iccs : null,
	}
}

const kinds: readonly UnitKind[] = ['patrol', 'foot', 'traffic', 'marine', 'support']

/** The table that says what is sent where. */
export const planTable = 'dispatch.response-plan'

/** What the plan is asked by. */
export type PlanAsked = {
	readonly type: IncidentType
	readonly priority: number
	readonly weapon: Facts['weapon']
	/** Code of the agency that answers. */
	readonly area: string
	/** Alarm level, 1 to 4. */
	readonly level: number
}

/** D290. What a table or a card says that is older than these. */
export const unsaid = { crew: 0, moves: 3 } as const
const saidOr = (value: unknown, otherwise: number): number => (typeof value === 'number' ? value : otherwise)

/** D12, D290. By the table in force, or by one that is only tried. */
export function planOf(asked: PlanAsked, table?: RuleTable): Plan {
	const decided = table === undefined ? evaluateTable(planTable, asked) : decideBy(table, asked)
	const { output } = decided
	const wanted = textsOf(output['kinds'])
	return {
		rule: shown('response-plan', String(output['plan']), decided),
		units: numberOf(output['units'], 'response-plan'),
		sworn: numberOf(output['sworn'], 'response-plan'),
		credentials: textsOf(output['credentials']),
		power: typeFacts(asked.type).needsPower,
		kinds: kinds.filter((kind) => wanted.includes(kind)),
		crew: saidOr(output['crew'], unsaid.crew),
		moves: saidOr(output['moves'], unsaid.moves),
	}
}

/** D11. Types share a window by row; no type yet takes the widest of plain ones. */
export function windowOf(type: IncidentType | null): {
	metres: number
	minutes: number
	rule: string
	row: number | null
} {
	const decided = evaluateTable('dispatch.duplicate-window', { type })
	return {
		metres: numberOf(decided.output['metres'], 'duplicate-window'),
		minutes: numberOf(decided.output['minutes'], 'duplicate-window'),
		rule: 'D11',
		row: decided.rows[0] ?? null,
	}
}

/** D9. Seconds from the start of the clock, and the row that says so. */
export function targetOf(kind: TimerKind, priority: number): { seconds: number; rule: string } {
	const decided = evaluateTable('dispatch.targets', { kind, priority })
	return { seconds: numberOf(decided.output['seconds'], 'targets'), rule: decided.rule }
}

/** D112. Days a position is kept for an incident. */
export function trackDaysOf(priority: number): number {
	return numberOf(evaluateTable('dispatch.track-keep', { priority }).output['days'], 'track-keep')
}

/** D257. Days the record of a drill is kept. */
export function drillDaysOf(): number {
	return numberOf(evaluateTable('dispatch.drill-keep', { kind: 'drill' }).output['days'], 'drill-keep')
}

/** D272. Minutes a unit usually stays at an incident of the type. */
export function stayOf(type: IncidentType): number {
	return numberOf(evaluateTable('dispatch.stay', { type }).output['minutes'], 'stay')
}

/** D124. Seconds on scene until the crew is asked whether it is well, and the row that says so; null: it is not asked. */
export function welfareOf(type: IncidentType, priority: number): { seconds: number; rule: string } | null {
	const decided = evaluateTable('dispatch.welfare', { type, priority })
	const seconds = numberOf(decided.output['seconds'], 'welfare')
	return seconds === 0 ? null : { seconds, rule: decided.rule }
}

/** D276. Seconds overdue until the station hears, the further ones until the county does, and whether it sounds there. */
export function lateOf(
	type: IncidentType,
	priority: number,
): { readonly station: number; readonly county: number; readonly sound: boolean; readonly rule: string } {
	const { output, rule } = evaluateTable('dispatch.late', { type, priority })
	return {
		station: numberOf(output['station'], 'late'),
		county: numberOf(output['county'], 'late'),
		sound: output['sound'] === true,
		rule,
	}
}

/** D191. What the desk does when the caller says that help is no longer needed. */
export function cancelRule(type: IncidentType, priority: number): { then: CancelThen; rule: string } {
	const { output, rule } = evaluateTable('dispatch.caller-cancel', { type, priority })
	return { then: cancelThen.parse(output['then']), rule }
}

/** D192. Hours after closing in which the caller opens it again. */
export function reopenRule(type: IncidentType): { hours: number; rule: string } {
	const { output, rule } = evaluateTable('dispatch.caller-reopen', { type })
	return { hours: numberOf(output['hours'], 'caller-reopen'), rule }
}

/** D196. */
export function transferClock(service: string): { seconds: number; rule: string } {
	const { output, rule } = evaluateTable('dispatch.transfer-clock', { service })
	return { seconds: numberOf(output['seconds'], 'transfer-clock'), rule }
}

const phraseTable = 'dispatch.phrases'

/** D282. The sentences of one side, in the order of the table in force. */
export function phrasesOf(side: 'caller' | 'desk'): CallerPhrase[] {
	return needTable(phraseTable).rows.flatMap(({ cells }) => {
		const found = phraseOf(/"([^"]+)"/.exec(cells[0] ?? '')?.[1] ?? '', side)
		return found === null ? [] : [{ code: found.code, words: found.words, answers: found.answers }]
	})
}

/** D282. A sentence by its code; null when that side has none. */
export function phraseOf(
	code: string,
	side: 'caller' | 'desk',
): (CallerPhrase & { readonly mark: Unspoken | null }) | null {
	const table = needTable(phraseTable)
	if (!table.rows.some(({ cells }) => cells[0]?.includes(`"${code}"`) === true)) return null
	const { output } = evaluateTable(phraseTable, { phrase: code })
	const answers = output['side'] === 'answer'
	if (output['side'] !== side && !(answers && side === 'caller')) return null
	const mark = unspoken.safeParse(output['mark'])
	return {
		code,
		words: { en: String(output['en']), zh: String(output['zh']) },
		answers,
		mark: mark.success ? mark.data : null,
	}
}

/** D285. Seconds in which a line the caller wrote is answered. */
export function textClock(mark: Unspoken | null): { seconds: number; rule: string } {
	const { output, rule } = evaluateTable('dispatch.text-clock', { unspoken: mark ?? 'none' })
	return { seconds: numberOf(output['seconds'], 'text-clock'), rule }
}
