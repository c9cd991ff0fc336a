import { useState } from 'react'
import { listRegimes, trySum } from '../../../deadlines/contract.ts'
import { useView } from '../../client.ts'
import { Field } from '../../parts/Field.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Section } from '../../parts/Section.tsx'
import { Select } from '../../parts/Select.tsx'
import { Show } from '../../parts/Show.tsx'
import { useSay, useWords } from '../../words.ts'
import { Regime } from './Regime.tsx'
import { Sum } from './Sum.tsx'

/** When would it be due? A rule, a start, and the sum; nothing is set. */
export function Try() {
	const t = useWords()
	const regimes = useView(listRegimes, {})
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
	const say = useSay()
	const [key, setKey] = useState(firstOf(regimes))
	const [from, setFrom] = useState(() => `${new Date().getUTCFullYear()}-09-25T10:20`)
	const chosen = regimes.find((one) => one.key === key)
	const ready = /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(from)
	const view = useView(trySum, { regime: key, from: `${from}:00+08:00` }, { enabled: ready && key !== '', keep: true })
	return (
		<>
			<div className="pad col">
				<Select
					label={t('deadlines.rule')}
					value={key}
					onChange={setKey}
					choices={regimes.map((one) => ({
						value: one.key,
						label: say(one.body.name),
						group: t(one.body.liberty ? 'deadlines.group.liberty' : 'deadlines.group.other'),
					}))}
				/>
				<Field label={t('deadlines.start')} type="datetime-local" value={from} onChange={setFrom} />
			</div>
			{ready && key !== '' ? (
				<Show view={view} doing={t('deadlines.doing')} title={t('deadlines.failed')}>
					{({ sum }) => <Sum sum={sum} />}
				</Show>
			) : null}
			{chosen === undefined ? null : (
				<>
					<Section title={t('deadlines.rule')} note={chosen.key} />
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
