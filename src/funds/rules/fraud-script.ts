import { evaluateTable, needTable } from '#kernel/tables/api.ts'
import type { Both } from '../contract.ts'

/** F24 to F26. What the tables `fraud-script`, `fraud-answer` and `dissuasion` say before any form. */

/** The newest answer to each question. */
export type FraudAnswers = Readonly<Record<string, string>>

export type FraudQuestion = { readonly code: string; readonly ask: Both; readonly rule: string }

export type FraudOption = {
	readonly answer: string
	readonly key: string
	readonly said: Both
	readonly tell: Both | null
	/** Said at once, before anything else. */
	readonly urgent: boolean
	readonly rule: string
	readonly version: string
}

/** F24. What is asked now; null: the form comes next. Who told of a payment has paid. */
export function nextQuestion(answers: FraudAnswers, payments: number): FraudQuestion | null {
	const paid = payments > 0 ? { paid: 'yes' } : {}
	const { output, rule, en, zh } = evaluateTable('funds.fraud-script', { answers: { ...answers, ...paid } })
	const code = textOf(output['question'])
	return code === '' ? null : { code, ask: { en, zh }, rule }
}

const answers = 'funds.fraud-answer'

/** F25. Every answer a question takes, in the order of the table. */
export function optionsOf(question: string): readonly FraudOption[] {
	const { output, rows, version } = evaluateTable(answers, { question })
	const table = needTable(answers)
	const cell = (name: string, at: number): unknown => {
		const column = output[name]
		return Array.isArray(column) ? column[at] : undefined
	}
	return rows.map((n, at) => {
		const row = table.rows.find((one) => one.n === n)
		const tell = { en: textOf(cell('tellEn', at)), zh: textOf(cell('tellZh', at)) }
		return {
			answer: textOf(cell('answer', at)),
			key: textOf(cell('key', at)),
			said: { en: row?.en ?? '', zh: row?.zh ?? '' },
			tell: tell.en === '' && tell.zh === '' ? null : tell,
			urgent: cell('urgent', at) === true,
			rule: `${answers} r${n}`,
			version,
		}
	})
}

/** F26. The words against paying, by how the victim is deceived. */
export function dissuasionOf(scheme: string): { readonly words: Both; readonly rule: string } {
	const { en, zh, rule } = evaluateTable('funds.dissuasion', { scheme })
	return { words: { en, zh }, rule }
}

function textOf(value: unknown): string {
	return typeof value === 'string' ? value : ''
}
