import { useState } from 'react'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { ShareBar } from '#kernel/web/parts/Tide.tsx'
import { clockTime, span } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { rerunCard } from '../../contract/units.ts'
import { Cover, coverLimit, Recommendation, usePlan } from '../desk/Recommendation.tsx'

type Rerun = z.output<(typeof rerunCard)['output']>

/** The card kept when units were sent, run again now: same facts, same plan, same answer. */
export function WhyUnits({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const last = incident.cards.at(-1)?.id ?? null
	const [picked, setPicked] = useState<string | null>(null)
	const card = picked ?? last
	const view = useView(rerunCard, { incident: incident.id, card: card ?? '' }, { enabled: card !== null, keep: true })
	if (card === null)
		return (
			<Pane title={t('dispatch.why.title')} className="why-pane">
				<p className="quiet">{t('dispatch.why.none')}</p>
			</Pane>
		)
	const { output } = view
	return (
		<Pane
			title={t('dispatch.why.title')}
			note={output === undefined ? undefined : t('dispatch.why.decided', { time: clockTime(output.at) })}
			tools={output === undefined ? undefined : <Same same={output.same} />}
			className="why-pane"
		>
			{incident.cards.length > 1 && (
				<div className="pad">
					<Chips
						label={t('dispatch.why.cards')}
						value={card}
						onChange={setPicked}
						chips={incident.cards.map((each) => ({ value: each.id, label: clockTime(each.at) }))}
					/>
				</div>
			)}
			<Show view={view} doing={t('dispatch.why.doing')}>
				{(rerun) => <Card rerun={rerun} />}
			</Show>
		</Pane>
	)
}

function Same({ same }: { readonly same: boolean }) {
	const t = useWords()
	return same ? (
		<span className="row met">
			<Icon name="tick" /> {t('dispatch.why.same')}
		</span>
	) : (
		<span className="row breach">
			<Icon name="alert" /> {t('dispatch.why.differs')}
		</span>
	)
}

function Card({ rerun }: { readonly rerun: Rerun }) {
	const t = useWords()
	const say = useSay()
	const planWords = usePlan()
	const sent = new Set(rerun.sent.map((each) => each.id))
	const after = rerun.ranked.filter((row) => sent.has(row.unit)).at(-1)?.coverLeft ?? null
	return (
		<>
			<div className="why-head">
				<div>
					<h3>{t('dispatch.why.asked')}</h3>
					{planWords(rerun.plan)}
				</div>
				<div>
					<h3>{t('dispatch.why.looked')}</h3>
					{t('dispatch.why.lookedAt', { ranked: rerun.ranked.length, refused: rerun.refused.length })}
				</div>
				<div>
					<h3>{t('dispatch.why.roads')}</h3>
					{rerun.mapVersion === null ? '—' : t('dispatch.why.map', { version: rerun.mapVersion.slice(0, 12) })}
				</div>
			</div>
			{rerun.override !== null && (
				<p className="pad">
					{t('dispatch.why.override', {
						units: rerun.sent.map((each) => say(each.callSign)).join(' + '),
						reason: rerun.override,
					})}
				</p>
			)}
			<Recommendation
				recommended={{
					...rerun,
					card: '',
					short: { units: 0, sworn: 0, credentials: [], crew: 0 },
					looked: { onShift: 0, available: 0 },
				}}
				chosen={sent}
				wide
			/>
			<div className="cover">
				<CoverBar label={t('dispatch.why.before')} seconds={rerun.coverBefore?.worstSeconds ?? null} />
				<CoverBar label={t('dispatch.why.after')} seconds={after?.worstSeconds ?? null} />
				<CoverBar
					label={t('dispatch.why.mean')}
					seconds={after?.meanSeconds ?? null}
					was={rerun.coverBefore?.meanSeconds ?? null}
				/>
			</div>
		</>
	)
}

function CoverBar({
	label,
	seconds,
	was = null,
}: {
	readonly label: string
	readonly seconds: number | null
	readonly was?: number | null
}) {
	const t = useWords()
	const language = useLanguage()
	const tone = seconds === null || seconds <= coverLimit * 0.95 ? 'ok' : seconds <= coverLimit ? 'warn' : 'breach'
	return (
		<div>
			<h3>{label}</h3>
			<b className="cover-figure">
				<Cover seconds={seconds} />
			</b>{' '}
			{was !== null && <span className="t3 sm">{t('dispatch.why.was', { time: span(was * 1000, language) })}</span>}
			<ShareBar used={seconds ?? 0} of={coverLimit * 1.33} target={coverLimit} state={tone} />
		</div>
	)
}
