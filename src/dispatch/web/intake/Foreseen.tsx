import { useView } from '#kernel/web/client.ts'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { UnitStatus } from '#kernel/web/parts/UnitStatus.tsx'
import { clockTime } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { showRecommendation } from '../../contract/units.ts'
import { useReasons } from '../shared/reasons.ts'
import { travelWords } from '../shared/travel.ts'
import type { Opened } from './CallForm.tsx'

/** What the desk will do, as it stands now: the call-taker can tell the caller how soon. */
export function Foreseen({ opened }: { readonly opened: Opened | null }) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const reasons = useReasons()
	const view = useView(
		showRecommendation,
		{ incident: opened?.incident ?? '' },
		{ enabled: opened !== null, topics: ['dispatch.unit.'], every: 20_000, keep: true },
	)
	const shown = opened === null ? undefined : view.output
	const rows = shown?.ranked.filter((row) => row.chosen) ?? []
	return (
		<Pane
			title={t('dispatch.foreseen')}
			note={shown === undefined ? undefined : t('dispatch.foreseen.plan', { plan: shown.plan.rule.rule })}
			tools={
				shown === undefined ? undefined : (
					<span className="n sm">{t('dispatch.foreseen.at', { time: clockTime(shown.at) })}</span>
				)
			}
			className="foreseen"
			reads={rows.length === 0}
		>
			{rows.length === 0 && (
				<p className="quiet">
					{t(
						opened === null
							? 'dispatch.foreseen.later'
							: view.problem === null
								? 'dispatch.foreseen.none'
								: 'dispatch.foreseen.desk',
					)}
				</p>
			)}
			{rows.length > 0 && (
				<table aria-label={t('dispatch.foreseen')}>
					<colgroup>
						<col className="c-p" />
						<col className="r-unit" />
						<col />
						<col className="c-left" />
						<col className="c-state" />
					</colgroup>
					<tbody>
						{rows.map((row) => (
							<tr key={row.unit}>
								<td className="t3">{row.rank}</td>
								<td>
									<b>{say(row.callSign)}</b>
								</td>
								<td className="t2">{reasons(row.why)}</td>
								<td className="r">
									<b>{travelWords(row.arrivesSeconds, t, language)}</b>
								</td>
								<td className="r">
									<UnitStatus state={row.status} />
								</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</Pane>
	)
}
