import { useEffect, useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { assignUnit, showRecommendation } from '../../contract/units.ts'
import { shortNumber } from '../shared/deadline.ts'
import { Override } from './Override.tsx'
import { Recommendation, type Recommended } from './Recommendation.tsx'

type SendProps = {
	readonly incident: IncidentShown
	/** The first unit that would go: the map draws its way. */
	readonly onFirst: (unit: string | null) => void
	readonly onSent: () => void
	/** More units for an incident already in progress: not the main act, and not bound to Enter. */
	readonly more?: boolean
}

/** The recommendation and the one main act: send it as it stands, or choose others with a reason. */
export function Send({ incident, onFirst, onSent, more = false }: SendProps) {
	const t = useWords()
	const view = useView(
		showRecommendation,
		{ incident: incident.id },
		{ topics: ['dispatch.unit.', 'dispatch.incident.'], every: 20_000, keep: true },
	)
	const recommended = view.output?.incident === incident.id ? view.output : undefined
	const first = recommended?.ranked.find((row) => row.chosen)?.unit ?? null
	useEffect(() => onFirst(first), [first, onFirst])
	return (
		<Show
			view={{ ...view, output: recommended }}
			doing={t('dispatch.recommend.doing')}
			title={t('dispatch.recommend.failed')}
		>
			{(shown) => <Choice key={incident.id} incident={incident} recommended={shown} onSent={onSent} more={more} />}
		</Show>
	)
}

type ChoiceProps = Omit<SendProps, 'onFirst' | 'more'> & { readonly recommended: Recommended; readonly more: boolean }

/** Call signs a button names. */
const namedMost = 3

function Choice({ incident, recommended, onSent, more }: ChoiceProps) {
	const t = useWords()
	const say = useSay()
	const { tell } = useNotices()
	const act = useAct(assignUnit)
	const [choosing, setChoosing] = useState(false)
	const chosen = recommended.ranked.filter((row) => row.chosen)
	const signs = chosen.map((row) => say(row.callSign))
	const names = signs.join(' + ')
	const short =
		signs.length <= namedMost
			? names
			: t('dispatch.send.named', { units: signs.slice(0, namedMost).join(' + '), count: signs.length - namedMost })
	const ask = { action: 'dispatch.unit.assign', on: { type: 'Incident', id: incident.id }, about: incident.number }

	const send = async (units: readonly string[], override?: string) => {
		const because = override === undefined ? {} : { override }
		const input = {
			incident: incident.id,
			version: incident.version,
			units: [...units],
			card: recommended.card,
			...because,
		}
		const answer = await act.perform(input)
		if (answer === null) return
		setChoosing(false)
		const sent = recommended.ranked.filter((row) => units.includes(row.unit)).map((row) => say(row.callSign))
		tell({
			kind: 'good',
			title: t('dispatch.sent.title', { units: sent.join(' + '), number: shortNumber(incident.number) }),
			detail: t('dispatch.sent.receipt', { receipt: answer.receipt.slice(0, 12) }),
			receipt: answer.receipt,
		})
		onSent()
	}

	return (
		<>
			<Recommendation recommended={recommended} chosen={new Set(chosen.map((row) => row.unit))} moves />
			<div className="pad col">
				<div className="row send-row">
					{chosen.length > 0 && (
						<Button
							kind={more ? 'plain' : 'go'}
							main
							{...(more ? {} : { keys: 'Enter' })}
							busy={act.busy}
							onPress={() => void send(chosen.map((row) => row.unit))}
						>
							{t(more ? 'dispatch.send.more' : 'dispatch.send', { units: short })}
						</Button>
					)}
					<Button main keys="O" onPress={() => setChoosing(true)}>
						{t('dispatch.send.others')}
					</Button>
				</div>
				{chosen.length === 0 && <p className="warn">{t('dispatch.recommend.none')}</p>}
				{act.problem !== null && !choosing && (
					<Problem problem={act.problem} ask={ask} again={() => void send(chosen.map((row) => row.unit))} />
				)}
			</div>
			{choosing && (
				<Override
					recommended={recommended}
					busy={act.busy}
					problem={act.problem}
					onClose={() => {
						act.reset()
						setChoosing(false)
					}}
					onSend={(units, reason) => void send(units, reason)}
				/>
			)}
		</>
	)
}
