import { useState } from 'react'
import { listRegimes, trySum } from '../../../../deadlines/contract.ts'
import type { CalendarBody, RegimeBody } from '../../../../deadlines/contract/bodies.ts'
import { useView } from '../../../client.ts'
import { Show } from '../../../parts/Show.tsx'
import { useWords } from '../../../words.ts'
import { Sum } from '../Sum.tsx'
import { RegimeSelect, StartField, useStart } from '../trying.tsx'
import { useRested } from './rested.ts'

type Draft = { readonly calendar?: CalendarBody; readonly regime?: RegimeBody }

/** When something would be due by what is written. `regime`: the key of the one being written; else one is chosen. */
export function TryDraft({ draft, regime }: { readonly draft: Draft | null; readonly regime?: string }) {
	const t = useWords()
	const regimes = useView(listRegimes, {}, { enabled: regime === undefined })
	const [chosen, setKey] = useState('house.rectify')
	const key = regime ?? chosen
	const start = useStart()
	const { from } = start
	const rested = useRested(draft)
	const ready = draft !== null && rested !== null && start.ready
	const view = useView(trySum, { regime: key, from, draft: rested ?? {} }, { enabled: ready, keep: true })
	return (
		<>
			<div className="pad col">
				{regime === undefined ? (
					<RegimeSelect regimes={regimes.output?.regimes ?? []} value={key} onChange={setKey} />
				) : null}
				<StartField {...start} />
			</div>
			{draft === null ? (
				<p className="pad t2">{t('deadlines.write.try.faults')}</p>
			) : ready ? (
				<Show view={view} doing={t('deadlines.doing')} title={t('deadlines.failed')}>
					{({ sum }) => <Sum sum={sum} />}
				</Show>
			) : null}
		</>
	)
}
