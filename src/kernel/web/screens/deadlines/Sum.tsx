import type { PartShown, SumShown } from '../../../deadlines/contract.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { Note } from '../../parts/Note.tsx'
import { count, span } from '../../times.ts'
import { type Translate, useLanguage, useSay, useWords } from '../../words.ts'
import { wallEnd, wallText } from './wall.ts'

type Named = { readonly en: string; readonly zh: string }

/** How a deadline was reached: every part from the start to the due moment, in order, and what they add up to. */
export function Sum({
	sum,
	grounds = [],
}: {
	readonly sum: SumShown
	/** Names of the grounds of its pauses. */
	readonly grounds?: readonly { readonly ground: string; readonly name: Named }[]
}) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const total = sum.parts.reduce((all, part) => all + part.counts, 0)
	const why = (part: PartShown): string => {
		const ground = grounds.find((one) => one.ground === part.ground)
		const named = part.name ?? ground?.name ?? null
		return named === null
			? t(`deadlines.why.${part.why}`)
			: [t(`deadlines.why.${part.why}`), say(named)].join(t('deadlines.colon'))
	}
	const amount = (n: number) => counted(n, sum.counts, t)
	return (
		<>
			{sum.missingYears.length === 0 ? null : (
				<div className="pad">
					<Note kind="warn" title={t('deadlines.missing', { years: sum.missingYears.join(', ') })}>
						{t('deadlines.missing.then')}
					</Note>
				</div>
			)}
			<DataTable
				label={t('deadlines.sum')}
				rows={sum.parts}
				rowKey={(part) => part.from}
				columns={[
					{ key: 'from', head: t('deadlines.from'), width: 124, cell: (part) => wallText(part.from, sum.zone) },
					{ key: 'until', head: t('deadlines.until'), width: 124, cell: (part) => wallEnd(part.until, sum.zone) },
					{
						key: 'counts',
						head: t(`deadlines.counts.${sum.counts}`),
						width: 76,
						right: true,
						cell: (part) => (part.counts === 0 ? <span className="t3">0</span> : count(part.counts)),
					},
					{
						key: 'why',
						head: t('deadlines.why'),
						wraps: true,
						cell: (part) => <span className={part.counts === 0 ? 't2' : undefined}>{why(part)}</span>,
					},
					{
						key: 'long',
						head: t('deadlines.long'),
						width: 104,
						right: true,
						from: 700,
						cell: (part) => (
							<span className="t2">{span(Date.parse(part.until) - Date.parse(part.from), language)}</span>
						),
					},
				]}
			/>
			<p className="sum-total">
				<b>{amount(total)}</b>
				<span className="t2">{t('deadlines.counted')}</span>
				<span className="sp" />
				<span className="t2">{t('deadlines.due')}</span>
				<b>{wallEnd(sum.due, sum.zone)}</b>
			</p>
			<p className="pad sm t2">{t('deadlines.zone', { zone: sum.zone, tz: sum.tz })}</p>
		</>
	)
}

/** `8 h 30 min` or `15 days`, as the sum counts. */
export function counted(n: number, counts: SumShown['counts'], t: Translate): string {
	if (counts === 'days') return t('deadlines.n-days', { count: n })
	const [hours, minutes] = [Math.floor(n / 60), n % 60]
	if (minutes === 0) return t('deadlines.n-hours', { hours: count(hours) })
	return t('deadlines.n-minutes', { hours: count(hours), minutes })
}
