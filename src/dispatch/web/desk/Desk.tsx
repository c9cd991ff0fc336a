import { useCallback, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useNow } from '#kernel/web/clock.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { useKeyHelp, useTitle } from '#kernel/web/page.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import { showDesk } from '../../contract/desk.ts'
import type { CallRow, UnitShown } from '../../contract/shapes.ts'
import { isOver } from '../shared/deadline.ts'
import { DeskMap } from './DeskMap.tsx'
import { useDeskFeeds } from './Feeds.tsx'
import { deskInput, type Filter } from './filter.ts'
import { IncidentPanel } from './IncidentPanel.tsx'
import { Queue } from './Queue.tsx'
import { readSought } from './sought.ts'
import { Strip } from './Strip.tsx'
import { UnitBoard } from './UnitBoard.tsx'
import { WarningsStrip } from './WarningsStrip.tsx'
import { useOverdueSaid } from './useOverdueSaid.ts'
import { useUnansweredSaid } from '../written/useUnansweredSaid.ts'
import { useRoute } from '../shared/useRoute.ts'
import '../dispatch.css'

type Shown = z.output<(typeof showDesk)['output']>

const topics = ['dispatch.']

const keyHelp = [
	['J', 'dispatch.key.move'],
	['Enter', 'dispatch.key.send'],
	['O', 'dispatch.key.others'],
	['I', 'dispatch.key.open'],
	['M', 'dispatch.key.map'],
	['N', 'dispatch.key.note'],
	['H', 'dispatch.key.handedOn'],
	['P', 'dispatch.told.act'],
	['Space', 'dispatch.key.replay'],
] as const

/** The command desk. */
export function Desk() {
	const t = useWords()
	const [filter, setFilter] = useState<Filter>({})
	const view = useView(showDesk, deskInput(filter), { topics, every: 15_000, keep: true })
	return (
		<Show view={view} doing={t('dispatch.desk.doing')} title={t('dispatch.desk.failed')}>
			{(desk) => <Shown desk={desk} filter={filter} onFilter={setFilter} refresh={view.refresh} />}
		</Show>
	)
}

type ShownProps = {
	readonly desk: Shown
	readonly filter: Filter
	readonly onFilter: (filter: Filter) => void
	readonly refresh: () => void
}

function Shown({ desk, filter, onFilter, refresh }: ShownProps) {
	const t = useWords()
	const now = useNow()
	const [, go] = useLocation()
	const search = useSearch()
	const sought = useMemo(() => readSought(search), [search])
	const found = useCallback(() => go('/desk', { replace: true }), [go])
	const rows = useMemo(() => desk.sections.flatMap((part) => part.rows), [desk])
	const [picked, setPicked] = useState<string | null>(null)
	const [unit, setUnit] = useState<string | null>(null)
	const [first, setFirst] = useState<string | null>(null)
	const [twin, setTwin] = useState(false)
	const [follow, setFollow] = useState(false)
	const [over, setOver] = useState(true)
	// Until a row is chosen the most urgent one is; once chosen, it stays, whatever comes.
	const chosen = picked ?? rows[0]?.id ?? null
	const row = rows.find((each) => each.id === chosen)
	const choose = useCallback(
		(id: string) => {
			setPicked(id)
			setUnit(null)
			setFollow(false)
			setOver(true)
			if (sought !== null) found()
		},
		[sought, found],
	)
	const step = (by: number) => {
		const at = rows.findIndex((each) => each.id === chosen)
		const next = rows[Math.max(0, Math.min(rows.length - 1, at + by))]
		if (next !== undefined) choose(next.id)
	}
	useKeys({
		J: () => step(1),
		K: () => step(-1),
		ArrowDown: () => step(1),
		ArrowUp: () => step(-1),
		T: () => setTwin((was) => !was),
		M: () => setFollow(true),
		I: () => {
			if (chosen !== null) go(`/incident/${chosen}`)
		},
	})
	useOverdueSaid(rows)
	useUnansweredSaid()
	useDeskFeeds(desk, refresh)
	useTitle(t('dispatch.desk.title'))
	useKeyHelp(useMemo(() => keyHelp.map(([keys, word]) => ({ keys, what: t(word) })), [t]))
	const shownUnit = unit ?? (row?.section === 'to_dispatch' ? first : null)
	const selected = new Set([chosen, unit].filter((id) => id !== null))
	const units = desk.stations.flatMap((station) => station.units)
	const from = units.find((each) => each.id === shownUnit)?.position?.point ?? null
	const route = useRoute(from, row?.place.point ?? null)
	const onMark = (id: string) => {
		if (units.some((each) => each.id === id)) setUnit(id)
		else choose(id)
	}
	const onUnit = (each: UnitShown) => {
		setUnit(each.id)
		if (each.incident !== null) setPicked(each.incident.id)
	}
	const onCall = (call: CallRow) =>
		go(
			call.state === 'abandoned'
				? `/intake?call=${call.id}`
				: call.incident !== null
					? `/incident/${call.incident.id}`
					: `/intake?call=${call.id}`,
		)
	const focusUnit = units.find((each) => each.id === unit)?.position?.point ?? null
	return (
		<Columns
			columns={[
				{
					key: 'queue',
					title: t('dispatch.desk.incidents'),
					width: 'var(--queue)',
					children: (
						<Queue
							sections={desk.sections}
							calls={desk.calls}
							stations={desk.stations.map((station) => station.agency)}
							overdue={rows.filter((each) => isOver(each.timer, now)).length}
							chosen={chosen}
							filter={filter}
							onFilter={onFilter}
							onChoose={choose}
							onCall={onCall}
						/>
					),
				},
				{
					key: 'map',
					title: t('dispatch.desk.map'),
					width: '1fr',
					children: (
						<>
							<Strip measures={desk.measures} />
							<WarningsStrip />
							<DeskMap
								selected={selected}
								onSelect={onMark}
								focus={focusUnit ?? row?.place.point ?? row?.place.area?.centre ?? null}
								follow={follow}
								route={route}
								sought={sought}
								onFound={found}
								twin={twin}
								onTwin={() => setTwin(!twin)}
							/>
							<UnitBoard
								stations={desk.stations}
								statuses={desk.statuses}
								chosen={new Set(unit === null ? [] : [unit])}
								onChoose={onUnit}
							/>
						</>
					),
				},
				{
					key: 'one',
					title: t('dispatch.desk.incident'),
					width: '456px',
					over: { open: over && sought === null, onClose: () => setOver(false) },
					children: <IncidentPanel incident={chosen} onFirst={setFirst} onSent={refresh} />,
				},
			]}
		/>
	)
}
