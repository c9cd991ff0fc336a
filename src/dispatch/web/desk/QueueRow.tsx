import { useEffect, useRef } from 'react'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Priority } from '#kernel/web/parts/Priority.tsx'
import { Tide, Timer } from '#kernel/web/parts/Tide.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { IncidentRow } from '../../contract/shapes.ts'
import { deadlineOf, shortNumber } from '../shared/deadline.ts'
import { PlaceText, usePlaceWords } from '../shared/PlaceText.tsx'
import { useTerms } from '../shared/terms.ts'
import { UnitsCell } from '../shared/UnitsCell.tsx'

type RowProps = {
	readonly row: IncidentRow
	readonly chosen: boolean
	readonly moved: boolean
	readonly onChoose: (id: string) => void
}

/** One incident of the queue. A waiting one has a second line: the caller's words. */
export function QueueRow({ row, chosen, moved, onChoose }: RowProps) {
	const t = useWords()
	const terms = useTerms()
	const place = usePlaceWords()
	const line = useRef<HTMLTableRowElement>(null)
	useEffect(() => {
		if (chosen) line.current?.scrollIntoView({ block: 'nearest' })
	}, [chosen])
	const two = row.section === 'to_dispatch'
	const type = (
		<button type="button" className="plain row-name" onClick={() => onChoose(row.id)}>
			{row.priority <= 2 ? <b>{terms.type(row.type)}</b> : terms.type(row.type)}
		</button>
	)
	return (
		<tr
			ref={line}
			className={`${chosen ? 'sel ' : ''}${moved ? 'moved ' : ''}${two ? 'two' : ''}`}
			aria-current={chosen || undefined}
			data-open=""
			data-incident={row.id}
			onClick={() => onChoose(row.id)}
		>
			<td>
				<Priority level={row.priority} />
			</td>
			<td className="t3">{shortNumber(row.number)}</td>
			{two ? (
				<td colSpan={2} className="two-lines">
					<div className="two-top">
						<b className="el">{type}</b>
						<span className="el" title={place(row.place)}>
							<PlaceText place={row.place} />
						</span>
					</div>
					<div className="t3 sm el" title={row.words ?? undefined}>
						{row.words ?? ''}
					</div>
				</td>
			) : (
				<>
					<td>{type}</td>
					<td className={row.priority <= 2 ? undefined : 't2'} title={place(row.place)}>
						<PlaceText place={row.place} />
					</td>
				</>
			)}
			<td>
				{row.level > 1 && row.section !== 'done' && (
					<span className="warn" title={t('dispatch.flag.level', { level: row.level })}>
						<Icon name="alert" /> {row.level}
					</span>
				)}{' '}
				{row.section === 'to_dispatch' && <span className="t2">{t('dispatch.desk.needs', { count: row.needs })}</span>}
				{row.section === 'in_progress' && <UnitsCell units={row.units} />}
				{row.section === 'to_close' && (
					<span className="t3">
						{row.disposition === null ? t('dispatch.desk.noDisposition') : terms.term('dispositions', row.disposition)}
					</span>
				)}
			</td>
			<td>{row.timer !== null && <Tide deadline={deadlineOf(row.timer)} />}</td>
			<td className="r">
				{row.timer === null ? (
					<span className="t3">—</span>
				) : (
					<Timer deadline={deadlineOf(row.timer)} what={t(`dispatch.timer.${row.timer.kind}`)} />
				)}
			</td>
		</tr>
	)
}
