import type { RegimeBody } from '../../../deadlines/contract/bodies.ts'
import { Note } from '../../parts/Note.tsx'
import { useSay, useWords } from '../../words.ts'

/** A regime in words: what it counts, what its start and a holiday do, on what basis. */
export function Regime({ body }: { readonly body: RegimeBody }) {
	const t = useWords()
	const say = useSay()
	const rules = [
		t(body.countsStart ? 'deadlines.start.counts' : 'deadlines.start.not'),
		t(`deadlines.holiday.${body.atHoliday}`),
		...(body.dayEnds === 'close' ? [t('deadlines.ends.close')] : []),
	]
	return (
		<>
			<dl className="facts">
				<dt>{t('deadlines.length')}</dt>
				<dd>
					{t(`deadlines.unit.${body.unit}`, { count: body.amount })}
					{body.liberty ? <span className="lib">{t('deadlines.liberty')}</span> : null}
				</dd>
				<dt>{t('deadlines.counting')}</dt>
				<dd>{body.liberty ? t('deadlines.liberty.how') : rules.join(t('deadlines.and'))}</dd>
				<dt>{t('deadlines.basis')}</dt>
				<dd>{say(body.basis)}</dd>
				<Grounds title={t('deadlines.pauses')} grounds={body.pauses} />
				<Grounds title={t('deadlines.extensions')} grounds={body.extensions} />
				<dt>{t('deadlines.ladder')}</dt>
				<dd>
					{body.ladder.length === 0
						? t('deadlines.none')
						: body.ladder
								.map(({ tier, afterMinutes }) =>
									t(afterMinutes === 0 ? 'deadlines.ladder.now' : 'deadlines.ladder.step', {
										tier: t(`deadlines.tier.${tier}`),
										hours: afterMinutes / 60,
									}),
								)
								.join(t('deadlines.and'))}
				</dd>
			</dl>
			{body.basis.confirmed ? null : (
				<div className="pad">
					<Note kind="warn" title={t('deadlines.unconfirmed')} />
				</div>
			)}
		</>
	)
}

function Grounds({
	title,
	grounds,
}: {
	readonly title: string
	readonly grounds: RegimeBody['pauses'] | RegimeBody['extensions']
}) {
	const t = useWords()
	const say = useSay()
	return (
		<>
			<dt>{title}</dt>
			<dd>
				{grounds.length === 0 ? t('deadlines.none') : grounds.map(({ name }) => say(name)).join(t('deadlines.and'))}
			</dd>
		</>
	)
}
