import type { z } from 'zod'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { Plan, Ranked } from '../../contract/shapes.ts'
import type { showRecommendation } from '../../contract/units.ts'
import { MoveUp } from '../shared/MoveUp.tsx'
import { useReasons } from '../shared/reasons.ts'

export type Recommended = z.output<(typeof showRecommendation)['output']>

type Props = {
	readonly recommended: Recommended
	/** Ids drawn as chosen: the recommendation, or what the person picked. */
	readonly chosen: ReadonlySet<string>
	readonly onPick?: (unit: string) => void
	/** Adds road time and turn-out: the incident's own page. */
	readonly wide?: boolean
	readonly tools?: React.ReactNode
	/** The moves proposed may be told from here. */
	readonly moves?: boolean
}

const shownRows = 6

/** Units ranked by road travel time, with reasons and the coverage left behind. */
export function Recommendation({ recommended, chosen, onPick, wide = false, tools, moves = false }: Props) {
	const t = useWords()
	const planWords = usePlan()
	const near = recommended.refused.filter((unit) => unit.travelSeconds !== null).slice(0, wide ? 6 : 2)
	return (
		<>
			<Section title={t('dispatch.recommend.title')} note={planWords(recommended.plan)} tools={tools} />
			<table className="ranked" aria-label={t('dispatch.recommend.title')}>
				<colgroup>
					<col className="r-rank" />
					<col className="r-unit" />
					{wide && <col className="r-time" />}
					{wide && <col className="r-time" />}
					<col className="r-arrives" />
					<col />
					<col className="r-cover" />
				</colgroup>
				<thead>
					<tr>
						<th>
							<span className="hid">{t('dispatch.col.rank')}</span>
						</th>
						<th>{t('dispatch.col.unit')}</th>
						{wide && <th className="r">{t('dispatch.col.road')}</th>}
						{wide && <th className="r">{t('dispatch.col.turnout')}</th>}
						<th className="r">{t('dispatch.col.arrives')}</th>
						<th>{t('dispatch.col.why')}</th>
						<th className="r">{t('dispatch.col.cover')}</th>
					</tr>
				</thead>
				<tbody>
					{recommended.ranked
						.slice(0, Math.max(wide ? 12 : shownRows, recommended.ranked.filter((row) => row.chosen).length))
						.map((row) => (
							<RankedRow
								key={row.unit}
								row={row}
								on={chosen.has(row.unit)}
								wide={wide}
								onPick={onPick}
								before={recommended.coverBefore}
							/>
						))}
					{near.map((row) => (
						<RefusedRow key={row.unit} row={row} wide={wide} />
					))}
				</tbody>
			</table>
			<Short short={recommended.short} />
			<Holes holes={recommended.holes} moves={moves} />
		</>
	)
}

type RowProps = {
	readonly row: Ranked
	readonly on: boolean
	readonly wide: boolean
	readonly onPick: ((unit: string) => void) | undefined
	readonly before: Recommended['coverBefore']
}

function RankedRow({ row, on, wide, onPick }: RowProps) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const reasons = useReasons()
	const time = (seconds: number) => span(seconds * 1000, language)
	return (
		<tr
			className={on ? 'sel' : undefined}
			data-open={onPick === undefined ? undefined : ''}
			onClick={() => onPick?.(row.unit)}
			data-unit={row.unit}
		>
			<td className="t3">{row.rank}</td>
			<td>
				<b>{say(row.callSign)}</b>
			</td>
			{wide && <td className="r">{time(row.travelSeconds)}</td>}
			{wide && <td className="r">{time(row.turnoutSeconds)}</td>}
			<td className="r">
				<b>{time(row.arrivesSeconds)}</b>
			</td>
			<td className="t2" title={reasons(row.why)}>
				{reasons(row.why)}
			</td>
			<td className="r">
				{row.uncovers.length === 0 ? (
					<Cover seconds={row.coverLeft?.worstSeconds ?? null} />
				) : (
					<span
						className="warn"
						title={t('dispatch.hole.row', { areas: row.uncovers.map(say).join(t('dispatch.list.comma')) })}
					>
						<Icon name="alert" /> <Cover seconds={row.coverLeft?.worstSeconds ?? null} />
					</span>
				)}
			</td>
		</tr>
	)
}

/** Worst point of the area once the unit has gone; the limit is ten minutes (D15). */
export const coverLimit = 600

export function Cover({ seconds }: { readonly seconds: number | null }) {
	const t = useWords()
	const language = useLanguage()
	if (seconds === null) return <span className="t3">—</span>
	const time = span(seconds * 1000, language)
	if (seconds > coverLimit) return <span className="breach">{t('web.time.over', { time })}</span>
	return <span className={seconds > coverLimit * 0.95 ? 'warn' : undefined}>{time}</span>
}

function RefusedRow({ row, wide }: { readonly row: Recommended['refused'][number]; readonly wide: boolean }) {
	const say = useSay()
	const language = useLanguage()
	const time = row.travelSeconds === null ? '—' : span(row.travelSeconds * 1000, language)
	return (
		<tr>
			<td className="t3">
				<Icon name="close" />
			</td>
			<td>
				<b>{say(row.callSign)}</b>
			</td>
			{wide && <td className="r">{time}</td>}
			{wide && <td className="r">—</td>}
			<td className="r">{time}</td>
			<td className="t3" title={say(row.sentence)}>
				{say(row.sentence)}
			</td>
			<td className="r">
				<RuleTag id={row.rule} />
			</td>
		</tr>
	)
}

function Short({ short }: { readonly short: Recommended['short'] }) {
	const t = useWords()
	const reasons = useReasons()
	const parts = [
		short.units > 0 ? t('dispatch.short.units', { count: short.units }) : '',
		short.sworn > 0 ? t('dispatch.short.sworn', { count: short.sworn }) : '',
		short.crew > 0 ? t('dispatch.short.crew', { count: short.crew }) : '',
		...short.credentials.map((code) => reasons.credential(code)),
	].filter((part) => part !== '')
	if (parts.length === 0) return null
	return <p className="short warn">{t('dispatch.short', { what: parts.join(t('dispatch.list.comma')) })}</p>
}

/** D270, D271. What the recommended leave behind, said before they go. */
function Holes({ holes, moves }: { readonly holes: Recommended['holes']; readonly moves: boolean }) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	return holes.map(({ area, minutes, moveUp }, n) => (
		<div key={area.id} className="holes warn" role="status">
			<Icon name="alert" />
			<span>
				{minutes === null
					? t('dispatch.hole.open', { area: say(area) })
					: t('dispatch.hole', { area: say(area), count: minutes })}{' '}
				<span className="t1">
					{moveUp === null
						? t('dispatch.hole.none')
						: t('dispatch.hole.move', { unit: say(moveUp.callSign), time: span(moveUp.driveSeconds * 1000, language) })}
				</span>
			</span>
			{moves && moveUp !== null && (
				<MoveUp
					unit={{ id: moveUp.unit, callSign: moveUp.callSign }}
					area={area}
					{...(n === 0 ? { keys: 'Alt M' } : {})}
				/>
			)}
			<RuleTag id="D270" />
		</div>
	))
}

/** "plan D-03: 2 units, 1 sworn, stab-proof". */
export function usePlan(): (plan: Plan) => string {
	const t = useWords()
	const reasons = useReasons()
	return (plan) => {
		const parts = [t('dispatch.plan.units', { count: plan.units })]
		if (plan.sworn > 0) parts.push(t('dispatch.plan.sworn', { count: plan.sworn }))
		if (plan.crew > 1) parts.push(t('dispatch.plan.crew', { count: plan.crew }))
		for (const code of plan.credentials) parts.push(reasons.credential(code))
		return t('dispatch.plan', { rule: plan.rule.rule, what: parts.join(t('dispatch.list.comma')) })
	}
}
