import './proposing.css'
import { useMemo, useState } from 'react'
import type { z } from 'zod'
import { proposeCalendar, showCalendar } from '../../../../deadlines/contract.ts'
import { useView } from '../../../client.ts'
import { useNow } from '../../../clock.ts'
import { useKeys } from '../../../keyboard.ts'
import { useLeaving } from '../../../leaving.ts'
import { useKeyHelp } from '../../../page.tsx'
import { Columns } from '../../../parts/Columns.tsx'
import { Pane } from '../../../parts/Pane.tsx'
import { Section } from '../../../parts/Section.tsx'
import { Show } from '../../../parts/Show.tsx'
import { useSay, useWords } from '../../../words.ts'
import { calendarChanges, isSame } from './calendar-changes.ts'
import { type CalendarDraft, calendarDraft, calendarOfDraft } from './calendar-draft.ts'
import { CalendarChanged } from './CalendarChanged.tsx'
import { Days } from './Days.tsx'
import { Faults, idAt } from './Faults.tsx'
import { Foot } from './Foot.tsx'
import { keeper } from './kept.ts'
import { Send } from './Send.tsx'
import { TryDraft } from './TryDraft.tsx'
import { WeekHours, YearKnown } from './WeekHours.tsx'

type Shown = z.output<typeof showCalendar.output>
const useKept = keeper<CalendarDraft>()
const keys = ['H', 'M', 'U', 'N', 'T', 'F8', 'F9'] as const

/** The next edition of my agency's calendar: begun from the one in force, written, looked at, proposed. */
export function WriteCalendar() {
	const t = useWords()
	const view = useView(showCalendar, {})
	return (
		<Show view={view} doing={t('deadlines.doing')} title={t('deadlines.failed')}>
			{(shown) => <Written key={shown.agency} shown={shown} />}
		</Show>
	)
}

function Written({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const say = useSay()
	const [draft, setDraft] = useKept(`${shown.agency}`, () => calendarDraft(shown.body))
	const today = new Date(useNow()).toISOString().slice(0, 10)
	const [date, setDate] = useState(today)
	const [year, setYear] = useState(Number(today.slice(0, 4)))
	const [column, setColumn] = useState('days')
	const [looking, setLooking] = useState(false)
	const { body, faults } = useMemo(() => calendarOfDraft(draft), [draft])
	const same = useMemo(
		() => faults.length === 0 && isSame(calendarChanges(shown.body, body)),
		[shown.body, body, faults],
	)
	useLeaving(!same)
	useKeyHelp(useMemo(() => keys.map((key) => ({ keys: key, what: t(`deadlines.keys.${key}`) })), [t]))
	const choose = (to: string): void => {
		setDate(to)
		setYear(Number(to.slice(0, 4)))
	}
	const go = (at: string): void => {
		const day = at.startsWith('days ') ? at.slice(5) : null
		if (day !== null) choose(day)
		setColumn(day === null ? 'hours' : 'days')
		requestAnimationFrame(() => document.getElementById(idAt(at))?.focus())
	}
	useKeys({ F8: faults[0] === undefined ? undefined : () => go(faults[0]?.at ?? '') })
	const from = shown.edition.agencyName === null ? t('deadlines.ships') : say(shown.edition.agencyName)
	return (
		<>
			<Columns
				show={column}
				onShow={setColumn}
				columns={[
					{
						key: 'days',
						title: t('deadlines.write.days'),
						width: '1fr',
						children: (
							<Days
								{...{ draft, body, faults, date, year }}
								note={t('deadlines.write.from', { n: shown.edition.version, from })}
								onDate={choose}
								onYear={setYear}
								onDraft={setDraft}
								head={<Faults faults={faults} onGo={go} />}
								foot={<Foot {...{ faults, same }} onLook={() => setLooking(true)} onAgain={() => setDraft(null)} />}
							/>
						),
					},
					{
						key: 'hours',
						title: t('deadlines.hours'),
						width: '520px',
						children: (
							<Pane title={t('deadlines.write.hours')}>
								<WeekHours draft={draft} faults={faults} onDraft={setDraft} />
								<YearKnown draft={draft} faults={faults} onDraft={setDraft} year={year} />
								<Section title={t('deadlines.write.try')} note={t('deadlines.try.note')} />
								<TryDraft draft={faults.length === 0 ? { calendar: body } : null} />
							</Pane>
						),
					},
				]}
			/>
			{looking ? (
				<Send
					act={proposeCalendar}
					input={(reason) => ({ body, reason })}
					title={t('deadlines.write.calendar.changes')}
					onClose={() => setLooking(false)}
					onSent={() => setDraft(null)}
				>
					<CalendarChanged before={shown.body} after={body} />
				</Send>
			) : null}
		</>
	)
}
