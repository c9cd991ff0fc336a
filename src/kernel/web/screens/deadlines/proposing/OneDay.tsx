import { useRef } from 'react'
import type { BodyFault } from '../../../../deadlines/contract/faults.ts'
import { useKeys } from '../../../keyboard.ts'
import { Chips } from '../../../parts/Chips.tsx'
import { Field } from '../../../parts/Field.tsx'
import { Kbd } from '../../../parts/Kbd.tsx'
import { Select } from '../../../parts/Select.tsx'
import { useSay, useWords } from '../../../words.ts'
import { type CalendarDraft, type DayKind, dayOf, kindOf, nameDay, namesOf, withDay } from './calendar-draft.ts'
import { idAt, useWrong } from './Faults.tsx'

/** The chosen day: which one it is, whether it is a holiday or worked, what it is called, and its own hours. */
export function OneDay(props: {
	readonly draft: CalendarDraft
	readonly date: string
	readonly faults: readonly BodyFault[]
	readonly onDate: (date: string) => void
	readonly onMark: (is: DayKind) => void
	readonly onDraft: (draft: CalendarDraft) => void
	/** Enter in a name: back to the days. */
	readonly onDone: () => void
}) {
	const t = useWords()
	const say = useSay()
	const wrong = useWrong(props.faults)
	const name = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null)
	const { draft, date } = props
	const day = dayOf(draft, date)
	const is = kindOf(draft, date)
	const names = namesOf(draft, is)
	const set = (part: { readonly en?: string; readonly zh?: string }) => props.onDraft(nameDay(draft, date, part))
	useKeys({ N: () => name.current?.focus() }, { when: day !== undefined })
	return (
		<div className="pad col one-day">
			<div className="row wrap">
				<Field
					label={t('deadlines.day')}
					type="date"
					value={date}
					onChange={(value) => /^\d{4}-\d\d-\d\d$/.test(value) && props.onDate(value)}
				/>
				<Chips
					label={t('deadlines.write.is')}
					value={is}
					onChange={props.onMark}
					chips={[
						{ value: 'week', label: t('deadlines.write.week'), keys: 'U' },
						{ value: 'holiday', label: t('deadlines.day.holiday'), keys: 'H' },
						{ value: 'working', label: t('deadlines.day.working'), keys: 'M' },
					]}
				/>
			</div>
			{day === undefined ? (
				<p className="sm t2">{t('deadlines.write.day.hint')}</p>
			) : (
				<div className="pair" role="group" aria-label={t('deadlines.name')}>
					{names.length === 0 ? null : (
						<Select
							label={t('deadlines.write.known-name')}
							prompt={t('deadlines.choose')}
							value=""
							onChange={(value) => set(names[Number(value)] ?? {})}
							choices={names.map((one, n) => ({ value: String(n), label: say(one) }))}
						/>
					)}
					<Field
						id={idAt(`days ${date}`)}
						label={
							<>
								{t('deadlines.write.name-en')} <Kbd keys="N" />
							</>
						}
						fieldRef={(element) => (name.current = element)}
						wrong={wrong(`days ${date}`)}
						value={day.en}
						onChange={(en) => set({ en })}
						onEnter={props.onDone}
						maxLength={200}
						required
					/>
					<Field
						label={t('deadlines.write.name-zh')}
						value={day.zh}
						onChange={(zh) => set({ zh })}
						onEnter={props.onDone}
						maxLength={200}
						required
					/>
					{day.is === 'working' ? (
						<Field
							label={t('deadlines.write.own-hours')}
							placeholder={draft.makeUp}
							value={day.hours ?? ''}
							onChange={(hours) => props.onDraft(withDay(draft, { ...day, hours: hours.trim() === '' ? null : hours }))}
							onEnter={props.onDone}
							maxLength={200}
						/>
					) : null}
				</div>
			)}
		</div>
	)
}
