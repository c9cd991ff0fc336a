import { useState } from 'react'
import { useLocation } from 'wouter'
import { listRegimes, proposeRegime, trySum } from '../../../deadlines/contract.ts'
import { useView } from '../../client.ts'
import { useMay } from '../../may.ts'
import { Button } from '../../parts/Button.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { useWords } from '../../words.ts'
import { newRule } from './proposing/WriteRegime.tsx'
import { Regime } from './Regime.tsx'
import { Sum } from './Sum.tsx'
import { RegimeSelect, StartField, useStart } from './trying.tsx'

/** When would it be due? A rule, a start, and the sum; nothing is set. */
export function Try() {
	const t = useWords()
	const regimes = useView(listRegimes, {}, { topics: ['deadlines.edition.'] })
	return (
		<Pane title={t('deadlines.try')} note={t('deadlines.try.note')}>
			<Show view={regimes} doing={t('deadlines.doing')} title={t('deadlines.failed')}>
				{({ regimes: all }) => <Tried regimes={all} />}
			</Show>
		</Pane>
	)
}

type Regimes = Parameters<typeof Tried>[0]['regimes']

function Tried({
	regimes,
}: {
	readonly regimes: readonly { key: string; body: Parameters<typeof Regime>[0]['body'] }[]
}) {
	const t = useWords()
	const may = useMay()
	const [, navigate] = useLocation()
	const [key, setKey] = useState(firstOf(regimes))
	const start = useStart()
	const { from, ready } = start
	const chosen = regimes.find((one) => one.key === key)
	const refused =
		may !== null && !may.has(proposeRegime.name) ? { rule: null, ask: { action: proposeRegime.name } } : undefined
	const view = useView(trySum, { regime: key, from }, { enabled: ready && key !== '', keep: true })
	return (
		<>
			<div className="pad col">
				<RegimeSelect regimes={regimes} value={key} onChange={setKey} />
				<StartField {...start} />
			</div>
			{ready && key !== '' ? (
				<Show view={view} doing={t('deadlines.doing')} title={t('deadlines.failed')}>
					{({ sum }) => <Sum sum={sum} />}
				</Show>
			) : null}
			{chosen === undefined ? null : (
				<>
					<Section
						title={t('deadlines.rule')}
						note={chosen.key}
						tools={
							<>
								<Button keys="R" refused={refused} onPress={() => navigate(`/calendar/regime/${chosen.key}`)}>
									{t('deadlines.write.change-rule')}
								</Button>
								<Button keys="N" refused={refused} onPress={() => navigate(`/calendar/regime/${newRule}`)}>
									{t('deadlines.write.new-rule')}
								</Button>
							</>
						}
					/>
					<Regime body={chosen.body} />
				</>
			)}
		</>
	)
}

/** One that shows what a calendar does, when it is there. */
function firstOf(regimes: Regimes): string {
	return (regimes.find((one) => one.key === 'house.rectify') ?? regimes[0])?.key ?? ''
}
