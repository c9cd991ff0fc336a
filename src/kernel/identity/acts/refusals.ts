import { Refusal } from '../../refusal.ts'
import type { Who } from '../../who.ts'

/** Refusals several acts on people share. */

/** I18. Nobody gives power to themselves. */
export function mustNotBeSelf(who: Who, person: string): void {
	if (who.person !== person) return
	throw new Refusal(
		'not_permitted',
		{
			en: 'You cannot do this for yourself. Ask another administrator.',
			zh: '不能为本人办理此项，请由其他管理员办理。',
		},
		{ rule: 'I18' },
	)
}

/** I26. Someone who has left gets nothing new. */
export function mustServe(person: { readonly left: boolean }): void {
	if (!person.left) return
	throw new Refusal('wrong_state', { en: 'This person has left.', zh: '该人员已离职。' }, { rule: 'I26' })
}

/** A span from..until; from now or later. @throws Refusal `invalid` I1 */
export function spanOf(input: { readonly from?: string | undefined; readonly until?: string | undefined }, now: Date) {
	const from = input.from === undefined ? now : new Date(input.from)
	const until = input.until === undefined ? null : new Date(input.until)
	if (from < now) throw wrongTime('from', { en: 'It cannot begin before now.', zh: '开始时间不能早于现在。' })
	if (until !== null && until <= from) {
		throw wrongTime('until', { en: 'It must end after it begins.', zh: '结束时间必须晚于开始时间。' })
	}
	return { from, until }
}

function wrongTime(field: string, words: { en: string; zh: string }): Refusal {
	return new Refusal('invalid', words, { rule: 'I1', field })
}
