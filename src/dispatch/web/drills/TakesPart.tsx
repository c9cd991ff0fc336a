import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { DrillRow } from '../../contract/drill.ts'

/** D251. Who plays what where, in a drill that was agreed to. */
export function TakesPart({ row }: { readonly row: DrillRow }) {
	const t = useWords()
	const say = useSay()
	if (row.state === 'proposed' || row.state === 'erased') return null
	if (row.state === 'refused') return <p className="pad t2">{row.reason ?? ''}</p>
	return (
		<section className="drill-part" aria-label={t('dispatch.drill.people')}>
			<div className="sec">
				<h3>{t('dispatch.drill.people')}</h3>
				{row.keepUntil === null ? null : (
					<span className="t3">{t('dispatch.drill.keep', { day: when(row.keepUntil) })}</span>
				)}
			</div>
			{row.people.length === 0 ? (
				<p className="pad t2">{t('dispatch.drill.people.none')}</p>
			) : (
				<ul>
					{row.people.map((one) => (
						<li key={one.person}>
							<b>{say(one.name)}</b>
							<span>{t(`web.post.${one.as}`)}</span>
							<span className="t2">{say(one.agency)}</span>
						</li>
					))}
				</ul>
			)}
		</section>
	)
}
