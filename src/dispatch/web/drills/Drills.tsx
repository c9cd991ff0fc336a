import { useState } from 'react'
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
import { agreeDrill, type DrillRow, endDrill, listDrills, refuseDrill } from '../../contract/drill.ts'
import { InviteDrill } from './Invite.tsx'
import { ProposeDrill } from './Propose.tsx'
import { DrillRecord } from './Record.tsx'
import { TakesPart } from './TakesPart.tsx'
import './drills.css'

type Asking =
	| { readonly what: 'propose' }
	| { readonly what: 'refuse' | 'invite' | 'end'; readonly row: DrillRow }
	| null

/** DS137. Drills of the bureau: proposed, agreed to, people invited, ended, and the record of what happened. */
export function Drills() {
	const t = useWords()
	const list = useView(listDrills, {}, { keep: true, topics: ['dispatch.drill.'] })
	const [chosen, setChosen] = useState<string | null>(null)
	const [asking, setAsking] = useState<Asking>(null)
	useTitle(t('dispatch.drills'))
	const rows = list.output?.rows ?? []
	const one = rows.find((row) => row.id === chosen) ?? rows[0]
	const columns = useColumns()
	return (
		<Pane
			level={1}
			title={t('dispatch.drills')}
			note={t('dispatch.drills.note')}
			tools={<Tools one={one} mayPropose={list.output?.mayPropose === true} onAsk={setAsking} onDone={list.refresh} />}
		>
			<Show view={list} title={t('dispatch.drills.failed')}>
				{() => (
					<DataTable
						label={t('dispatch.drills')}
						columns={columns}
						rows={rows}
						rowKey={(row) => row.id}
						selected={one?.id ?? null}
						onSelect={(row) => setChosen(row.id)}
						keys
						empty={<Empty title={t('dispatch.drills.none')}>{t('dispatch.drills.none.why')}</Empty>}
					/>
				)}
			</Show>
			{one === undefined ? null : <TakesPart row={one} />}
			{one?.may.includes('dispatch.drill.record') === true ? <DrillRecord key={one.id} drill={one.id} /> : null}
			<Asked asking={asking} onClose={() => setAsking(null)} onDone={list.refresh} />
		</Pane>
	)
}

function useColumns(): readonly Column<DrillRow>[] {
	const t = useWords()
	const say = useSay()
	return [
		{
			key: 'state',
			head: t('dispatch.drill.state'),
			width: 120,
			cell: (row) => t(`dispatch.drill.state.${row.state}`),
		},
		{
			key: 'why',
			head: t('dispatch.drill.why'),
			cell: (row) => (
				<span className="el" title={row.why ?? ''}>
					{row.why ?? '—'}
				</span>
			),
		},
		{ key: 'leader', head: t('dispatch.drill.leader'), from: 700, width: 140, cell: (row) => say(row.leader) },
		{ key: 'incidents', head: t('dispatch.drill.incidents'), from: 560, width: 88, cell: (row) => row.incidents },
		{
			key: 'ends',
			head: t('dispatch.drill.ends'),
			from: 480,
			width: 116,
			cell: (row) => when(row.endedAt ?? row.endsAt),
		},
	]
}

function Tools(props: {
	readonly one: DrillRow | undefined
	readonly mayPropose: boolean
	readonly onAsk: (asking: Asking) => void
	readonly onDone: () => void
}) {
	const t = useWords()
	const agree = useAct(agreeDrill)
	const { one, onAsk } = props
	const may = (what: string) => one?.may.includes(`dispatch.drill.${what}`) === true
	const open = async (row: DrillRow): Promise<void> => {
		if ((await agree.perform({ drill: row.id, version: row.version })) !== null) props.onDone()
	}
	return (
		<>
			{agree.problem === null ? null : <Problem problem={agree.problem} title={t('dispatch.drill.not')} />}
			{one !== undefined && may('agree') ? (
				<Button kind="go" main keys="A" busy={agree.busy} onPress={() => void open(one)}>
					{t('dispatch.drill.agree')}
				</Button>
			) : null}
			{one !== undefined && may('refuse') ? (
				<Button keys="X" onPress={() => onAsk({ what: 'refuse', row: one })}>
					{t('dispatch.drill.refuse')}
				</Button>
			) : null}
			{one !== undefined && may('invite') ? (
				<Button kind="go" main keys="I" onPress={() => onAsk({ what: 'invite', row: one })}>
					{t('dispatch.drill.invite')}
				</Button>
			) : null}
			{one !== undefined && may('end') ? (
				<Button keys="Z" onPress={() => onAsk({ what: 'end', row: one })}>
					{t('dispatch.drill.end')}
				</Button>
			) : null}
			{props.mayPropose ? (
				<Button keys="P" onPress={() => onAsk({ what: 'propose' })}>
					{t('dispatch.drill.propose')}
				</Button>
			) : null}
		</>
	)
}

function Asked({
	asking,
	onClose,
	onDone,
}: {
	readonly asking: Asking
	readonly onClose: () => void
	readonly onDone: () => void
}) {
	const t = useWords()
	const refuse = useAct(refuseDrill)
	const end = useAct(endDrill)
	if (asking === null) return null
	if (asking.what === 'propose') return <ProposeDrill onClose={onClose} onDone={onDone} />
	const { row } = asking
	if (asking.what === 'invite') return <InviteDrill row={row} onClose={onClose} onDone={onDone} />
	const ends = asking.what === 'end'
	const send = async (reason: string): Promise<void> => {
		const answer = ends
			? await end.perform({ drill: row.id })
			: await refuse.perform({ drill: row.id, version: row.version, reason })
		if (answer === null) return
		onDone()
		onClose()
	}
	return (
		<ReasonDialog
			title={t(ends ? 'dispatch.drill.end' : 'dispatch.drill.refuse')}
			label={t('dispatch.drill.refuse.why')}
			act={t(ends ? 'dispatch.drill.end' : 'dispatch.drill.refuse')}
			none={ends}
			maxLength={300}
			busy={refuse.busy || end.busy}
			problem={ends ? end.problem : refuse.problem}
			problemTitle={t('dispatch.drill.not')}
			onClose={onClose}
			onSend={(reason) => void send(reason)}
		>
			{ends ? <p>{t('dispatch.drill.end.sure')}</p> : null}
		</ReasonDialog>
	)
}
