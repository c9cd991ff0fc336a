import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useNow } from '#kernel/web/clock.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { useMapFacts } from '#kernel/web/map/MapPane.tsx'
import type { MapFacts } from '#kernel/web/map/style.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { clockTime, span } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { answerCall, ringCall } from '../../contract/calls.ts'
import { useDeskAgency } from '../shared/useDeskAgency.ts'
import type { CallRow } from '../../contract/shapes.ts'
import { isUnanswered, useMark } from '../written/Mark.tsx'
import { usePlaceWords } from '../shared/PlaceText.tsx'
import { useTerms } from '../shared/terms.ts'
import { Abandoned } from './Abandoned.tsx'
import { ByHand } from './ByHand.tsx'

/** No call on this seat: what rings, what is spoken on elsewhere, what was abandoned. */
export function Waiting({
	rows,
	onTake,
}: {
	readonly rows: readonly CallRow[]
	readonly onTake: (id: string) => void
}) {
	const t = useWords()
	const { mode } = useSession()
	const desk = useDeskAgency()
	const facts = useMapFacts()
	const answer = useAct(answerCall)
	const ring = useAct(ringCall)
	const [closing, setClosing] = useState<CallRow | null>(null)
	const [hand, setHand] = useState(false)
	const ringing = rows.find((row) => row.state === 'ringing')
	const take = async (row: CallRow) => {
		if (row.state === 'abandoned') return setClosing(row)
		if (row.state === 'ringing' && (await answer.perform({ call: row.id, version: row.version })) === null) return
		onTake(row.id)
	}
	const demo = () => {
		if (desk === null) return
		const number = `1380000${String(Math.floor(Date.now() / 1000) % 10_000).padStart(4, '0')}`
		void ring.perform({ agency: desk, line: 'demo', number, ...somewhere(facts.data) })
	}
	useKeys({ Enter: ringing === undefined ? undefined : () => void take(ringing) })
	const problem = answer.problem ?? ring.problem
	return (
		<Pane
			title={t('dispatch.intake.waiting')}
			note={rows.length}
			tools={
				<>
					{mode === 'demo' && (
						<Button keys="G R" onPress={demo} busy={ring.busy}>
							{t('dispatch.intake.demo')}
						</Button>
					)}
					<Button keys="Alt N" onPress={() => setHand(true)}>
						{t('dispatch.intake.byHand')}
					</Button>
				</>
			}
			foot={
				ringing === undefined ? undefined : (
					<Button kind="go" main keys="Enter" bind={false} busy={answer.busy} onPress={() => void take(ringing)}>
						{ringing.channel === 'text'
							? t('dispatch.intake.answerWritten')
							: t('dispatch.intake.answer', { line: ringing.line })}
					</Button>
				)
			}
		>
			{problem !== null && (
				<div className="pad">
					<Problem problem={problem} ask={{ action: 'dispatch.call.answer' }} />
				</div>
			)}
			<CallTable rows={rows} onTake={(row) => void take(row)} />
			{closing !== null && <Abandoned call={closing} onClose={() => setClosing(null)} onTake={onTake} />}
			{hand && <ByHand onClose={() => setHand(false)} onTake={onTake} />}
		</Pane>
	)
}

/** A located point with its circle near the middle of the map, for the demo's ringing call. */
function somewhere(map: MapFacts | undefined) {
	if (map === undefined) return {}
	const [west, south, east, north] = map.bounds
	const share = (from: number, to: number) => from + (to - from) * (0.4 + Math.random() * 0.2)
	const point: [number, number] = [share(west, east), share(south, north)]
	return { located: { point, accuracyMetres: 60 + Math.round(Math.random() * 120), datum: 'wgs84' as const } }
}

function CallTable({ rows, onTake }: { readonly rows: readonly CallRow[]; readonly onTake: (row: CallRow) => void }) {
	const t = useWords()
	const language = useLanguage()
	const terms = useTerms()
	const place = usePlaceWords()
	const mark = useMark()
	const now = useNow()
	const order = ['ringing', 'abandoned', 'live', 'ended'] as const
	const groups = order.map((state) => ({
		key: state,
		title: t(`dispatch.callState.${state}`),
		rows: rows.filter((row) => row.state === state),
	}))
	return (
		<DataTable
			label={t('dispatch.intake.waiting')}
			groups={groups.filter((group) => group.rows.length > 0)}
			rowKey={(row) => row.id}
			onSelect={onTake}
			empty={<Empty title={t('dispatch.intake.none')}>{t('dispatch.intake.none.next')}</Empty>}
			columns={[
				{ key: 'n', head: t('dispatch.col.number'), width: 120, cell: (row) => row.number },
				{
					key: 'l',
					head: t('dispatch.col.line'),
					width: 90,
					cell: (row) => (row.channel === 'text' ? t('dispatch.mark.line') : row.line),
				},
				{
					key: 'c',
					head: t('dispatch.intake.caller'),
					width: 190,
					cell: (row) =>
						mark(row) ??
						(row.callerEnding === null
							? t('dispatch.call.withheld')
							: t('dispatch.call.ending', { digits: row.callerEnding })),
				},
				{
					key: 't',
					head: t('dispatch.col.type'),
					width: 210,
					from: 700,
					cell: (row) => (row.type === null ? '' : terms.type(row.type)),
				},
				{ key: 'p', head: t('dispatch.col.place'), from: 700, cell: (row) => place(row.place) },
				{ key: 'r', head: t('dispatch.time.rang'), width: 90, right: true, cell: (row) => clockTime(row.rangAt) },
				{
					key: 'w',
					head: t('dispatch.col.waits'),
					width: 90,
					right: true,
					cell: (row) => (
						<b className={row.state === 'live' && !isUnanswered(row, now) ? 'ok' : 'warn'}>
							{span(now - Date.parse(row.rangAt), language)}
						</b>
					),
				},
			]}
		/>
	)
}
