import type { FormAnswer, FormField, TaskForm } from '../../../matters/contract/form.ts'
import { moneyText } from '../../../matters/contract/form-answer.ts'

/** What stands in the fields of a form, as text, and the answer it makes. Pure. */

export type Raw = Readonly<Record<string, string>>

/** Fields as they begin: with what was entered before. */
export function rawOf(form: TaskForm, values: FormAnswer): Raw {
	return Object.fromEntries(form.fields.map((field) => [field.key, textOf(field, values[field.key] ?? null)]))
}

function textOf(field: FormField, value: FormAnswer[string]): string {
	if (value === null) return ''
	if (typeof value === 'boolean') return value ? 'yes' : 'no'
	if (typeof value === 'number') return field.is === 'money' ? moneyText(value) : String(value)
	if (field.is !== 'time') return value
	const at = new Date(value)
	return Number.isNaN(at.getTime()) ? '' : localOf(at)
}

/** `2026-11-30T08:05`, by this machine's wall clock: what a field for date and time holds. */
function localOf(at: Date): string {
	const local = new Date(at.getTime() - at.getTimezoneOffset() * 60_000)
	return local.toISOString().slice(0, 16)
}

/** The answer that the fields make. What cannot be read stays as text, so that the rules of the form name it. */
export function answerOf(form: TaskForm, raw: Raw): FormAnswer {
	return Object.fromEntries(
		form.fields.flatMap((field) => {
			const text = (raw[field.key] ?? '').trim()
			return text === '' ? [] : [[field.key, valueOf(field, text)]]
		}),
	)
}

function valueOf(field: FormField, text: string): string | number | boolean {
	switch (field.is) {
		case 'number':
			return /^-?\d+(\.\d+)?$/.test(text) ? Number(text) : text
		case 'money':
			return minorOf(text) ?? text
		case 'yes_no':
			return text === 'yes'
		case 'time': {
			const at = new Date(text)
			return Number.isNaN(at.getTime()) ? text : at.toISOString()
		}
		default:
			return text
	}
}

/** `486,200.5` to 48620050; null when it is no amount. */
function minorOf(text: string): number | null {
	const read = /^(-?)(\d{1,12})(?:\.(\d{1,2}))?$/.exec(text.replaceAll(/[,\s]/g, ''))
	if (read === null) return null
	const units = Number(read[2]) * 100 + Number((read[3] ?? '').padEnd(2, '0'))
	return read[1] === '-' ? -units : units
}
