import type { RegimeBody } from '../../../../deadlines/contract/bodies.ts'
import type { Translate } from '../../../words.ts'
import { counted } from '../Sum.tsx'
import type { Term } from './regime-draft.ts'

type Say = (both: { readonly en: string; readonly zh: string }) => string

/** One term of a regime in words. */
export function termWords(body: RegimeBody, term: Term, t: Translate, say: Say): string {
	const minutes = (n: number) => counted(n, 'minutes', t)
	const list = (parts: readonly string[]) => (parts.length === 0 ? t('deadlines.none') : parts.join(t('deadlines.and')))
	const confirmed = (one: { readonly confirmed: boolean }) =>
		one.confirmed ? '' : ` (${t('deadlines.write.unconfirmed')})`
	switch (term) {
		case 'name':
			return say(body.name)
		case 'basis':
			return `${say(body.basis)}${confirmed(body.basis)}`
		case 'amount':
			return t(`deadlines.unit.${body.unit}`, { count: body.amount })
		case 'countsStart':
			return t(body.countsStart ? 'deadlines.start.counts' : 'deadlines.start.not')
		case 'atHoliday':
			return t(`deadlines.holiday.${body.atHoliday}`)
		case 'dayEnds':
			return t(`deadlines.ends.${body.dayEnds}`)
		case 'warnMinutes':
			return body.warnMinutes === 0 ? t('deadlines.none') : minutes(body.warnMinutes)
		case 'pauses':
			return list(body.pauses.map((one) => `${say(one.name)} ≤ ${minutes(one.mostMinutes)}${confirmed(one.basis)}`))
		case 'extensions':
			return list(
				body.extensions.map(
					(one) => `${say(one.name)} ≤ ${t(`deadlines.unit.${body.unit}`, { count: one.most })}${confirmed(one.basis)}`,
				),
			)
		case 'ladder':
			return list(
				body.ladder.map(({ tier, afterMinutes }) => `${t(`deadlines.tier.${tier}`)} +${minutes(afterMinutes)}`),
			)
	}
}
