import { type ReactNode, useRef, useState } from 'react'
import type { CalendarBody } from '../../../../deadlines/contract/bodies.ts'
import type { BodyFault } from '../../../../deadlines/contract/faults.ts'
import { useNow } from '../../../clock.ts'
import { useKeys } from '../../../keyboard.ts'
import { Button } from '../../../parts/Button.tsx'
import { Chips } from '../../../parts/Chips.tsx'
import { DataTable } from '../../../parts/DataTable.tsx'
import { Pane } from '../../../parts/Pane.tsx'
import { useLanguage, useWords } from '../../../words.ts'
import { type CalendarDraft, dayOf, type DayKind, kindOf, markDay, nextKind } from './calendar-draft.ts'
import { GridYear } from './GridYear.tsx'
import { OneDay } from './OneDay.tsx'

/** W81. The days of a year as a grid or as its table twin, with the chosen one above. */
export function Days(props: {
	readonly draft: CalendarDraft
	readonly body: CalendarBody
	readonly faults: readonly BodyFault[]
	readonly date: string
	readonly year: number
	readonly note: string
	readonly onDate: (date: string) => void
	readonly onYear: (year: number) => void
	readonly onDraft: (draft: CalendarDraft) => void
	readonly head: ReactNode
	readonly foot: ReactNode
}) {
	const t = useWords()
	const box = useRef<HTMLDivElement>(null)
	const [table, setTable] = useState(false)
	const current = new Date(useNow()).getUTCFullYear()
	const { draft, date, year } = props
	useKeys({ T: () => setTable(!table) })
	const mark = (is: DayKind, on = date): void => props.onDraft(markDay(draft, on, is))
	const carry = (from: string, to: string): void => {
		const was = dayOf(draft, from)
		props.onDraft(markDay(draft, to, kindOf(draft, from), was))
	}
	const years = [...new Set([...draft.years, current, current + 1, current + 2, year])].sort((a, b) => a - b)
	const back = (): void => {
		box.current?.querySelector<HTMLElement>('button[tabindex="0"], tr[tabindex="0"]')?.focus()
	}
	return (
		<Pane
			level={1}
			still
			className="write-days"
			title={t('deadlines.write.calendar')}
			note={props.note}
			tools={
				<Button keys="T" bind={false} onPress={() => setTable(!table)}>
					{t(table ? 'deadlines.as-year' : 'deadlines.as-table')}
				</Button>
			}
			foot={props.foot}
		>
			<div className="write-body">
				{props.head}
				<div className="pad row wrap">
					<Chips
						label={t('deadlines.year')}
						value={String(year)}
						onChange={(value) => props.onYear(Number(value))}
						chips={years.map((value) => ({ value: String(value), label: String(value) }))}
					/>
				</div>
				<OneDay
					draft={draft}
					date={date}
					faults={props.faults}
					onDate={props.onDate}
					onMark={mark}
					onDraft={props.onDraft}
					onDone={back}
				/>
				<div ref={box} className="scroll">
					{table ? (
						<Twin draft={draft} year={year} date={date} onDate={props.onDate} />
					) : (
						<>
							<p className="year-key sm t2">
								<span className="k holiday">1</span> {t('deadlines.day.holiday')}
								<span className="k working">1</span> {t('deadlines.day.working')}
								<span className="k rest">1</span> {t('deadlines.day.rest')}
							</p>
							<GridYear
								body={props.body}
								year={year}
								chosen={date}
								onChoose={props.onDate}
								onCarry={carry}
								onNext={(on) => mark(nextKind(kindOf(draft, on)), on)}
							/>
							<p className="pad sm t2">{t('deadlines.write.grid.hint')}</p>
						</>
					)}
				</div>
			</div>
		</Pane>
	)
}

/** The days of the year that differ, one a row; the date above reaches any other. */
function Twin(props: {
	readonly draft: CalendarDraft
	readonly year: number
	readonly date: string
	readonly onDate: (date: string) => void
}) {
	const t = useWords()
	const language = useLanguage()
	const weekday = (date: string) => t(`deadlines.weekday.${(new Date(Date.parse(date)).getUTCDay() + 6) % 7}`)
	return (
		<DataTable
			label={t('deadlines.days-that-differ', { year: props.year })}
			rows={props.draft.days.filter(({ date }) => date.startsWith(`${props.year}-`))}
			rowKey={(day) => day.date}
			selected={props.date}
			onSelect={(day) => props.onDate(day.date)}
			keys
			empty={<p className="pad t2">{t('deadlines.no-days')}</p>}
			columns={[
				{ key: 'date', head: t('deadlines.day'), width: 100, cell: (day) => day.date },
				{ key: 'weekday', head: t('deadlines.write.weekday'), width: 96, from: 520, cell: (day) => weekday(day.date) },
				{ key: 'is', head: t('deadlines.write.is'), width: 150, cell: (day) => t(`deadlines.day.${day.is}`) },
				{
					key: 'name',
					head: t('deadlines.name'),
					wraps: true,
					cell: (day) => [day[language], ...(day.hours === null ? [] : [day.hours])].join(' '),
				},
			]}
		/>
	)
}
