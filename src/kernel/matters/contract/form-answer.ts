import { z } from 'zod'
import { instant, text } from '../../contract/scalars.ts'
import type { Words } from '../../contract/declare.ts'
import type { FormAnswer, FormField, TaskForm } from './form.ts'

/** Whether an answer fits its form: the same on the server, where it decides, and in the browser, where it helps. Pure. */

export type FieldFault = { readonly key: string; readonly words: Words }

/**
 * M74. All that stands against an answer; empty when it fits.
 * @param answer a value left out, null or an empty text is not given
 */
export function faultsOfAnswer(form: TaskForm, answer: FormAnswer): readonly FieldFault[] {
	const known = new Map(form.fields.map((field) => [field.key, field]))
	const strange = Object.keys(answer)
		.filter((key) => !known.has(key))
		.map((key) => ({ key, words: { en: 'is no field of this form', zh: '不是本表单的项目' } }))
	const faults = form.fields.flatMap((field) => {
		const words = faultOf(field, answer[field.key])
		return words === null ? [] : [{ key: field.key, words }]
	})
	return [...faults, ...strange]
}

/** The values that are given, by name: what goes to the process. */
export function givenOf(answer: FormAnswer): FormAnswer {
	return Object.fromEntries(Object.entries(answer).filter(([, value]) => !isMissing(value)))
}

function isMissing(value: FormAnswer[string] | undefined): boolean {
	return value === undefined || value === null || value === ''
}

function faultOf(field: FormField, value: FormAnswer[string] | undefined): Words | null {
	if (isMissing(value)) return field.required ? { en: 'is needed', zh: '必须填写' } : null
	switch (field.is) {
		case 'text':
			return textFault(value, field.min ?? 1, field.max)
		case 'document':
			return textFault(value, 1, 120)
		case 'number':
			return numberFault(value, field)
		case 'money':
			return moneyFault(value, field)
		case 'date':
			return z.iso.date().safeParse(value).success ? null : { en: 'is not a date', zh: '不是日期' }
		case 'time':
			return instant.safeParse(value).success ? null : { en: 'is not a moment with its zone', zh: '不是带时区的时间' }
		case 'yes_no':
			return typeof value === 'boolean' ? null : { en: 'is yes or no', zh: '只能选是或否' }
		case 'choice':
			return field.of.some((one) => one.value === value)
				? null
				: { en: 'is not one of the choices', zh: '不在可选项中' }
	}
}

function textFault(value: unknown, min: number, max: number): Words | null {
	const length = typeof value === 'string' ? value.trim().length : -1
	if (!text(max).safeParse(value).success && length <= max) return { en: 'is not plain text', zh: '不是纯文本' }
	if (length >= min && length <= max) return null
	return { en: `has ${min} to ${max} characters`, zh: `须为 ${min} 至 ${max} 字` }
}

function numberFault(value: unknown, { min, max, decimals }: Extract<FormField, { is: 'number' }>): Words | null {
	if (typeof value !== 'number' || !Number.isFinite(value)) return { en: 'is not a number', zh: '不是数字' }
	if (Number(value.toFixed(decimals)) !== value)
		return decimals === 0
			? { en: 'is a whole number', zh: '须为整数' }
			: { en: `has at most ${decimals} decimals`, zh: `最多 ${decimals} 位小数` }
	return boundFault(value, min, max, String)
}

/** Minor units as people write them. */
export function moneyText(minor: number): string {
	const units = Math.abs(minor)
	return `${minor < 0 ? '-' : ''}${Math.trunc(units / 100)}.${String(units % 100).padStart(2, '0')}`
}

function moneyFault(value: unknown, { min, max }: Extract<FormField, { is: 'money' }>): Words | null {
	if (typeof value !== 'number' || !Number.isSafeInteger(value)) return { en: 'is not an amount', zh: '不是金额' }
	return boundFault(value, min, max, moneyText)
}

function boundFault(
	value: number,
	min: number | undefined,
	max: number | undefined,
	say: (bound: number) => string,
): Words | null {
	if (min !== undefined && value < min) return { en: `is at least ${say(min)}`, zh: `不得小于 ${say(min)}` }
	if (max !== undefined && value > max) return { en: `is at most ${say(max)}`, zh: `不得大于 ${say(max)}` }
	return null
}
