import type { BodyFault } from '../../../../deadlines/contract/faults.ts'
import { Check } from '../../../parts/Check.tsx'
import { Field } from '../../../parts/Field.tsx'
import { Section } from '../../../parts/Section.tsx'
import { Select } from '../../../parts/Select.tsx'
import { useWords } from '../../../words.ts'
import { type CalendarDraft, withSource, withYear } from './calendar-draft.ts'
import { idAt, useWrong } from './Faults.tsx'

type Props = {
	readonly draft: CalendarDraft
	readonly faults: readonly BodyFault[]
	readonly onDraft: (draft: CalendarDraft) => void
}

/** Working hours of each weekday and of a make-up day, with their breaks; and the zone whose wall clock they are on. */
export function WeekHours({ draft, faults, onDraft }: Props) {
	const t = useWords()
	const wrong = useWrong(faults)
	const zones = [...new Set([draft.zone, ...Intl.supportedValuesOf('timeZone')])]
	return (
		<>
			<Section title={t('deadlines.hours')} />
			<div className="pad col">
				<p className="sm t2">{t('deadlines.write.hours.hint')}</p>
				<div className="pair">
					{draft.week.map((text, n) => (
						<Field
							key={n}
							id={idAt(`week.${n}`)}
							label={t(`deadlines.weekday.${n}`)}
							placeholder={t('deadlines.not-worked')}
							wrong={wrong(`week.${n}`)}
							value={text}
							onChange={(value) => onDraft({ ...draft, week: draft.week.with(n, value) })}
							maxLength={200}
						/>
					))}
					<Field
						id={idAt('makeUp')}
						label={t('deadlines.make-up')}
						placeholder={t('deadlines.not-worked')}
						wrong={wrong('makeUp')}
						value={draft.makeUp}
						onChange={(makeUp) => onDraft({ ...draft, makeUp })}
						maxLength={200}
					/>
				</div>
				<Select
					id={idAt('zone')}
					label={t('deadlines.write.zone')}
					wrong={wrong('zone') ?? null}
					value={draft.zone}
					onChange={(zone) => onDraft({ ...draft, zone })}
					choices={zones.map((value) => ({ value, label: value }))}
				/>
			</div>
		</>
	)
}

/** C7. Whether a year's holidays are in the calendar in full, and which notice they come from. */
export function YearKnown({ draft, faults, onDraft, year }: Props & { readonly year: number }) {
	const t = useWords()
	const wrong = useWrong(faults)
	const source = draft.sources.find((one) => one.year === year)
	return (
		<>
			<Section title={t('deadlines.write.year', { year })} />
			<div className="pad col">
				<Check on={draft.years.includes(year)} onChange={(known) => onDraft(withYear(draft, year, known))}>
					{t('deadlines.write.known', { year })}
				</Check>
				<div className="pair">
					<Field
						id={idAt('sources')}
						label={t('deadlines.write.source-en')}
						wrong={wrong('sources')}
						value={source?.en ?? ''}
						onChange={(en) => onDraft(withSource(draft, year, { en }))}
						lines={2}
						maxLength={200}
					/>
					<Field
						label={t('deadlines.write.source-zh')}
						value={source?.zh ?? ''}
						onChange={(zh) => onDraft(withSource(draft, year, { zh }))}
						lines={2}
						maxLength={200}
					/>
				</div>
			</div>
		</>
	)
}
