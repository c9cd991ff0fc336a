import { evaluateTable, needTable } from '#kernel/tables/api.ts'
import { type Facts, type IncidentType, incidentType, someFacts } from '../contract.ts'

/** D202 to D204. What the tables `script` and `script-answer` say: what to ask before the form, and what can be answered. */

type Both = { readonly en: string; readonly zh: string }

export type ScriptKnown = {
	readonly silent: boolean
	readonly type: IncidentType | null
	/** The newest answer to each question. */
	readonly answers: Readonly<Record<string, string>>
}

export type ScriptQuestion = { readonly code: string; readonly ask: Both; readonly rule: string }

/** D202. The question that comes first now; null: the form comes next. */
export function nextQuestion(known: ScriptKnown): ScriptQuestion | null {
	const { output, rule, en, zh } = evaluateTable('dispatch.script', known)
	const code = textOf(output['question'])
	return code === '' ? null : { code, ask: { en, zh }, rule }
}

/** What an answer fills in; nothing where the table leaves it open. */
export type ScriptFill = { readonly type: IncidentType | null; readonly facts: Partial<Facts> }

export type ScriptOption = {
	readonly answer: string
	readonly key: string
	readonly said: Both
	readonly tell: Both | null
	readonly first: boolean
	readonly fill: ScriptFill
	readonly rule: string
	readonly version: string
}

const answers = 'dispatch.script-answer'
const factNames = ['weapon', 'hurt', 'ongoing', 'vulnerable'] as const

/** D203. Every answer a question takes, in the order of the table. */
export function optionsOf(question: string, safe: boolean | null): readonly ScriptOption[] {
	const safeToCall = safe === null ? 'unknown' : safe ? 'yes' : 'no'
	const { output, rows, version } = evaluateTable(answers, { question, safeToCall })
	const table = needTable(answers)
	const cell = (name: string, at: number): unknown => {
		const column = output[name]
		return Array.isArray(column) ? column[at] : undefined
	}
	return rows.map((n, at) => {
		const text = (name: string) => textOf(cell(name, at))
		const row = table.rows.find((one) => one.n === n)
		const tell = { en: text('tellEn'), zh: text('tellZh') }
		const type = incidentType.safeParse(text('type'))
		const filled = factNames.flatMap((name) => (text(name) === '' ? [] : [[name, text(name)] as const]))
		const facts = someFacts.safeParse(Object.fromEntries(filled))
		return {
			answer: text('answer'),
			key: text('key'),
			said: { en: row?.en ?? '', zh: row?.zh ?? '' },
			tell: tell.en === '' && tell.zh === '' ? null : tell,
			first: cell('first', at) === true,
			fill: { type: type.data ?? null, facts: facts.data ?? {} },
			rule: `${answers} r${n}`,
			version,
		}
	})
}

const textOf = (value: unknown): string => (typeof value === 'string' ? value : '')

type Standing = { readonly type: IncidentType | null; readonly facts: Facts }

/**
 * D204. Fills in what is open: a type where none was chosen, facts nobody has said. `before` is what the earlier answer to the
 * same question filled in; where that stands still, it is taken back first. Gives what stands then, and what was filled.
 */
export function fillIn(
	standing: Standing,
	before: ScriptFill | null,
	fill: ScriptFill,
): Standing & { readonly filled: ScriptFill } {
	const open = before === null ? standing : takenBack(standing, before)
	const facts = Object.fromEntries(
		factNames.flatMap((name) =>
			fill.facts[name] !== undefined && open.facts[name] === 'unknown' ? [[name, fill.facts[name]] as const] : [],
		),
	)
	const type = open.type === null ? fill.type : null
	return {
		type: open.type ?? type,
		facts: { ...open.facts, ...facts },
		filled: { type, facts: someFacts.parse(facts) },
	}
}

function takenBack({ type, facts }: Standing, before: ScriptFill): Standing {
	const unknown = Object.fromEntries(
		factNames.flatMap((name) =>
			before.facts[name] !== undefined && facts[name] === before.facts[name] ? [[name, 'unknown'] as const] : [],
		),
	)
	return { type: before.type !== null && before.type === type ? null : type, facts: { ...facts, ...unknown } }
}
