import { useState } from 'react'
import type { z } from 'zod'
import { useNow } from '#kernel/web/clock.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { UnitStatus } from '#kernel/web/parts/UnitStatus.tsx'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { placeUnit } from '../../contract/carried.ts'
import type { showDesk } from '../../contract/desk.ts'
import type { AgencyRef, UnitShown } from '../../contract/shapes.ts'
import { shortNumber } from '../shared/deadline.ts'
import { useTerms } from '../shared/terms.ts'
import { statusAge } from './status-age.ts'
import { ToldPlace } from './ToldPlace.tsx'

type Desk = z.output<(typeof showDesk)['output']>

type BoardProps = {
	readonly stations: Desk['stations']
	readonly statuses: Desk['statuses']
	/** Ids of units drawn as chosen. */
	readonly chosen: ReadonlySet<string>
	readonly onChoose: (unit: UnitShown) => void
}

/** Every unit on shift by station, as it stands. */
export function UnitBoard({ stations, statuses, chosen, onChoose }: BoardProps) {
	const t = useWords()
	const say = useSay()
	const may = useMay()
	const [telling, setTelling] = useState<UnitShown | null>(null)
	const one = stations.flatMap((station) => station.units).find((unit) => chosen.has(unit.id) && unit.onShift)
	const total = stations.reduce((sum, station) => sum + station.units.length, 0)
	const tally = statuses.map((each) => (
		<span key={each.status} className="tally">
			<UnitStatus state={each.status}>{each.count}</UnitStatus>{' '}
			<span className="t3 sm">{t(`web.unit.${each.status}`)}</span>
		</span>
	))
	return (
		<Pane
			title={t('dispatch.desk.units')}
			note={total}
			tools={
				<>
					<span className="tallies">{tally}</span>
					{one !== undefined && may?.has(placeUnit.name) === true && (
						<Button keys="P" onPress={() => setTelling(one)}>
							{t('dispatch.told.act')}
						</Button>
					)}
				</>
			}
			className="board"
			still
		>
			<div className="board-cols">
				{columnsOf(stations).map((station) => (
					<div key={station.key} className="board-col">
						<div className="sec">
							<h3 className="el">{station.agencies.map((agency) => say(agency)).join(' · ')}</h3>
							<span className="sp" />
							<span className="n">
								{station.available} / {station.onShift}
							</span>
						</div>
						<ul>
							{station.units.map((unit) => (
								<UnitLine key={unit.id} unit={unit} chosen={chosen.has(unit.id)} onChoose={onChoose} />
							))}
						</ul>
					</div>
				))}
			</div>
			{telling !== null && <ToldPlace unit={telling} onClose={() => setTelling(null)} />}
		</Pane>
	)
}

/** At most four columns stand side by side: the smallest agencies share one. */
const mostColumns = 4

type BoardColumn = Omit<Desk['stations'][number], 'agency'> & {
	readonly key: string
	readonly agencies: readonly AgencyRef[]
}

function columnsOf(stations: Desk['stations']): BoardColumn[] {
	const columns = stations.map(
		(each): BoardColumn => ({
			key: each.agency.id,
			agencies: [each.agency],
			available: each.available,
			onShift: each.onShift,
			units: each.units,
		}),
	)
	while (columns.length > mostColumns) {
		const [a, b] = columns.toSorted((one, other) => one.units.length - other.units.length)
		if (a === undefined || b === undefined) return columns
		const [first, second] = columns.indexOf(a) < columns.indexOf(b) ? [a, b] : [b, a]
		columns.splice(columns.indexOf(second), 1)
		columns.splice(columns.indexOf(first), 1, {
			key: first.key,
			agencies: [...first.agencies, ...second.agencies],
			available: first.available + second.available,
			onShift: first.onShift + second.onShift,
			units: [...first.units, ...second.units],
		})
	}
	return columns
}

type LineProps = { readonly unit: UnitShown; readonly chosen: boolean; readonly onChoose: (unit: UnitShown) => void }

function UnitLine({ unit, chosen, onChoose }: LineProps) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const terms = useTerms()
	const now = useNow()
	const timer = unit.incident?.timer ?? null
	const over = timer !== null && timer.metAt === null && Date.parse(timer.dueAt) < now
	const age = statusAge(unit.statusAt, now)
	const shown =
		over && timer !== null
			? t('web.time.over', { time: span(now - Date.parse(timer.dueAt), language) })
			: age !== null && span(age, language)
	return (
		<li>
			<button
				type="button"
				className={chosen ? 'unit-line sel' : 'unit-line'}
				onClick={() => onChoose(unit)}
				data-unit={unit.id}
			>
				<UnitStatus state={unit.status} bare />
				<b>{say(unit.callSign)}</b>
				<span className="t2 el">
					{unit.incident !== null && shortNumber(unit.incident.number)}
					{unit.standsIn !== null && (
						<span title={t('dispatch.move.stands', { area: say(unit.standsIn) })}>
							{t('dispatch.move.stands', { area: say(unit.standsIn) })}
						</span>
					)}
					{unit.incident === null && unit.reason !== null && terms.term('outReasons', unit.reason)}
					{unit.incident === null &&
						unit.standsIn === null &&
						unit.reason === null &&
						unit.position?.stale === true && (
							<span className="warn">
								{t('dispatch.unit.oldFix', { age: span(now - Date.parse(unit.position.at), language) })}
							</span>
						)}
				</span>
				<span className={over ? 'breach r' : 't3 r'}>{shown}</span>
			</button>
		</li>
	)
}
