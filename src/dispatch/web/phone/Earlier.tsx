import { UnitStatus } from '#kernel/web/parts/UnitStatus.tsx'
import { clockTime } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { Mine } from './Phone.tsx'

/** Who else is on it, and what this unit was on before in the shift. */
export function Earlier({ mine }: { readonly mine: Mine }) {
	const t = useWords()
	const say = useSay()
	return (
		<section className="phone-list">
			<h2>{t('dispatch.phone.others')}</h2>
			<ul>
				{mine.others.map((each) => (
					<li key={each.id}>
						<UnitStatus state={each.status}>
							<b>{say(each.callSign)}</b>
						</UnitStatus>
						<span className="sp" />
						<span className="t2">{t(`web.unit.${each.status}`)}</span>
					</li>
				))}
				{mine.others.length === 0 && <li className="t3">{t('dispatch.phone.noOthers')}</li>}
			</ul>
			<h2>{t('dispatch.phone.earlier')}</h2>
			<ul>
				{mine.earlier.map((each) => (
					<li key={each.id}>
						<a href={`/incident/${each.id}`}>{each.number}</a>
						<span className="sp" />
						<time className="t3">{clockTime(each.at, false)}</time>
					</li>
				))}
				{mine.earlier.length === 0 && <li className="t3">{t('dispatch.phone.noEarlier')}</li>}
			</ul>
		</section>
	)
}
