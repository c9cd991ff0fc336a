import { useState } from 'react'
import { Link } from 'wouter'
import { useAct, useView } from '#kernel/web/client.ts'
import { useTitle } from '#kernel/web/page.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { type Column, DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { approveHazard, type HazardRow, listHazards, refuseHazard, withdrawHazard } from '../../contract/hazards.ts'
import './hazards.css'

type Reasoned = 'refuse' | 'withdraw'

/** D171. What waits for a decision, then what is in force by its end. */
export function Hazards() {
	const t = useWords()
	const say = useSay()
	const list = useView(listHazards, {}, { keep: true, topics: ['dispatch.hazard.'] })
	const approve = useAct(approveHazard)
	const acts = { refuse: useAct(refuseHazard), withdraw: useAct(withdrawHazard) }
	const [chosen, setChosen] = useState<string | null>(null)
	const [asking, setAsking] = useState<{ readonly what: Reasoned; readonly row: HazardRow } | null>(null)
	useTitle(t('dispatch.hazards'))
	const rows = list.output?.rows ?? []
	const one = rows.find((row) => row.id === chosen) ?? rows[0]
	const may = (row: HazardRow | undefined, what: 'approve' | Reasoned) =>
		row?.may.includes(`dispatch.hazard.${what}`) === true
	const columns: readonly Column<HazardRow>[] = [
		{
			key: 'state',
			head: t('dispatch.hazard.state'),
			width: 104,
			cell: (row) => t(`dispatch.hazard.state.${row.state}`),
		},
		{ key: 'kind', head: t('dispatch.hazard.kind'), width: 180, cell: (row) => t(`dispatch.hazard.${row.kind}`) },
		{
			key: 'place',
			head: t('dispatch.hazard.place'),
			cell: (row) => (
				<span className="el" title={say(row.place)}>
					{say(row.place)}
				</span>
			),
		},
		{
			key: 'note',
			head: t('dispatch.hazard.note'),
			from: 700,
			cell: (row) => (
				<span className="el t2" title={row.note ?? ''}>
					{row.note ?? '—'}
				</span>
			),
		},
		{
			key: 'incident',
			head: t('dispatch.hazard.found'),
			from: 560,
			width: 120,
			cell: (row) =>
				row.incident === null ? '—' : <Link href={`/incident/${row.incident.id}`}>{row.incident.number}</Link>,
		},
		{
			key: 'until',
			head: t('dispatch.hazard.ends'),
			from: 480,
			width: 116,
			cell: (row) => (row.until === null ? '—' : when(row.until)),
		},
	]
	return (
		<Pane
			level={1}
			title={t('dispatch.hazards')}
			note={t('dispatch.hazards.note')}
			tools={
				one === undefined ? null : (
					<>
						{may(one, 'approve') ? (
							<Button
								kind="go"
								main
								keys="A"
								busy={approve.busy}
								onPress={() =>
									void approve.perform({ hazard: one.id, version: one.version }).then((done) => {
										if (done !== null) list.refresh()
									})
								}
							>
								{t('dispatch.hazard.approve')}
							</Button>
						) : null}
						{may(one, 'refuse') ? (
							<Button keys="X" onPress={() => setAsking({ what: 'refuse', row: one })}>
								{t('dispatch.hazard.refuse')}
							</Button>
						) : null}
						{may(one, 'withdraw') ? (
							<Button keys="Z" onPress={() => setAsking({ what: 'withdraw', row: one })}>
								{t('dispatch.hazard.withdraw')}
							</Button>
						) : null}
					</>
				)
			}
		>
			{approve.problem === null ? null : <Problem problem={approve.problem} title={t('dispatch.hazard.not')} />}
			<Show view={list} title={t('dispatch.hazards.failed')}>
				{({ more }) => (
					<DataTable
						label={t('dispatch.hazards')}
						columns={columns}
						rows={rows}
						rowKey={(row) => row.id}
						selected={one?.id ?? null}
						onSelect={(row) => setChosen(row.id)}
						keys
						empty={<Empty title={t('dispatch.hazards.none')}>{t('dispatch.hazards.none.why')}</Empty>}
						{...(more ? { total: { of: rows.length, more: true } } : {})}
					/>
				)}
			</Show>
			{asking === null ? null : (
				<ReasonDialog
					title={t(`dispatch.hazard.${asking.what}`)}
					label={t('dispatch.hazard.reason')}
					act={t(`dispatch.hazard.${asking.what}`)}
					maxLength={300}
					busy={acts[asking.what].busy}
					problem={acts[asking.what].problem}
					problemTitle={t('dispatch.hazard.not')}
					onClose={() => setAsking(null)}
					onSend={(reason) =>
						void acts[asking.what]
							.perform({ hazard: asking.row.id, version: asking.row.version, reason })
							.then((done) => {
								if (done === null) return
								setAsking(null)
								list.refresh()
							})
					}
				/>
			)}
		</Pane>
	)
}
