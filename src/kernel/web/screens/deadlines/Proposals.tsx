import { useState } from 'react'
import type { z } from 'zod'
import { publishEdition, type showCalendar, showEdition } from '../../../deadlines/contract.ts'
import { useAct, useView } from '../../client.ts'
import { useMay } from '../../may.ts'
import { Button } from '../../parts/Button.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Show } from '../../parts/Show.tsx'
import { day } from '../../times.ts'
import { useWords } from '../../words.ts'
import { CalendarChanged } from './proposing/CalendarChanged.tsx'
import { RegimeChanged } from './proposing/RegimeChanged.tsx'
import './proposing/proposing.css'
import { Regime } from './Regime.tsx'
import { Year } from './Year.tsx'

type Proposal = z.output<typeof showCalendar.output>['proposals'][number]

/** Editions that wait for a second person; nothing when none does. */
export function Proposals({ proposals }: { readonly proposals: readonly Proposal[] }) {
	const t = useWords()
	const [open, setOpen] = useState<Proposal | null>(null)
	if (proposals.length === 0) return null
	return (
		<Pane title={t('deadlines.proposals')} note={t('deadlines.proposals.note')} className="proposals">
			<DataTable
				label={t('deadlines.proposals')}
				rows={proposals}
				rowKey={(one) => one.id}
				onSelect={setOpen}
				columns={[
					{ key: 'at', head: t('deadlines.at'), width: 100, cell: (one) => day(one.proposedAt) },
					{
						key: 'what',
						head: t('deadlines.what'),
						width: 180,
						cell: (one) => `${one.kind === 'calendar' ? t('deadlines.calendar') : one.key} ${one.version}`,
					},
					{ key: 'reason', head: t('deadlines.reason'), wraps: true, cell: (one) => one.reason },
					{
						key: 'mine',
						head: t('deadlines.who'),
						width: 160,
						cell: (one) => t(one.mine ? 'deadlines.mine' : 'deadlines.waits'),
					},
				]}
			/>
			{open === null ? null : <Publish proposal={open} onClose={() => setOpen(null)} />}
		</Pane>
	)
}

function Publish({ proposal, onClose }: { readonly proposal: Proposal; readonly onClose: () => void }) {
	const t = useWords()
	const may = useMay()
	const [ground, setGround] = useState('')
	const view = useView(showEdition, { id: proposal.id })
	const publish = useAct(publishEdition)
	const offered = !proposal.mine && may?.has(publishEdition.name) === true
	return (
		<Dialog
			wide
			title={t('deadlines.proposal', { n: proposal.version })}
			onClose={onClose}
			acts={
				offered ? (
					<Button
						kind="go"
						main
						busy={publish.busy}
						notYet={ground.trim() === '' ? t('deadlines.ground.first') : undefined}
						onPress={() =>
							void publish
								.perform({ id: proposal.id, ground })
								.then((answer) => (answer === null ? undefined : onClose()))
						}
					>
						{t('deadlines.publish')}
					</Button>
				) : undefined
			}
		>
			<Show view={view} doing={t('deadlines.doing')} title={t('deadlines.failed')}>
				{({ calendar, regime, inForce }) => (
					<>
						{calendar === null || inForce === null || inForce.calendar === null ? null : (
							<CalendarChanged before={inForce.calendar} after={calendar} />
						)}
						{regime === null || inForce === null || inForce.regime === null ? null : (
							<RegimeChanged before={inForce.regime} after={regime} />
						)}
						{calendar === null
							? null
							: [...calendar.years].slice(-1).map((year) => <Year key={year} body={calendar} year={year} />)}
						{regime === null ? null : <Regime body={regime} />}
					</>
				)}
			</Show>
			{offered ? (
				<Field label={t('deadlines.ground')} value={ground} onChange={setGround} lines={2} required maxLength={1000} />
			) : (
				<p className="pad t2">{t('deadlines.second-person')}</p>
			)}
			{publish.problem === null ? null : <Problem problem={publish.problem} title={t('deadlines.not-done')} />}
		</Dialog>
	)
}
