import type { Words } from '#kernel/contract/declare.ts'
import type { Asked } from '#kernel/record.ts'

const yesNo: Readonly<Record<string, Words>> = { yes: { en: 'yes', zh: '是' }, no: { en: 'no', zh: '否' } }

/** K83. Whether a value is one that the field may be answered with. */
export function isAnswer(asks: Asked, value: string): boolean {
	if (asks.is === 'number') return /^(0|[1-9][0-9]{0,6})$/.test(value) && Number(value) <= asks.most
	if (asks.is === 'yes_no') return Object.hasOwn(yesNo, value)
	return Object.hasOwn(asks.choices, value)
}

/** A value as it is read; one that is no longer in the list stands as it was written. */
export function valueWords(asks: Asked, value: string): Words {
	const known = asks.is === 'yes_no' ? yesNo[value] : asks.is === 'choice' ? asks.choices[value] : undefined
	return known ?? { en: value, zh: value }
}
