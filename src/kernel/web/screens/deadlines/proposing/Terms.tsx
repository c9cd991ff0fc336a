import { unit } from '../../../../deadlines/contract/bodies.ts'
import type { BodyFault } from '../../../../deadlines/contract/faults.ts'
import { Check } from '../../../parts/Check.tsx'
import { Field } from '../../../parts/Field.tsx'
import { Section } from '../../../parts/Section.tsx'
import { Select } from '../../../parts/Select.tsx'
import { useWords } from '../../../words.ts'
import { counted } from '../Sum.tsx'
import { idAt, useWrong } from './Faults.tsx'
import { Grounds } from './Grounds.tsx'
import { type RegimeDraft, tiers } from './regime-draft.ts'

type Props = {
	readonly draft: RegimeDraft
	readonly faults: readonly BodyFault[]
	readonly set: (part: Partial<RegimeDraft>) => void
}

/** The terms of a regime: what it counts, what its start and a holiday do, on what basis, and where the duty goes. */
export function Terms({ draft, faults, set }: Props) {
	const t = useWords()
	return (
		<>
			<Basis draft={draft} faults={faults} set={set} />
			<Section title={t('deadlines.counting')} />
			<Counting draft={draft} faults={faults} set={set} />
			<Section title={t('deadlines.ladder')} />
			<Ladder draft={draft} faults={faults} set={set} />
			<Grounds of="pauses" grounds={draft.pauses} faults={faults} onChange={(pauses) => set({ pauses })} />
			<Grounds
				of="extensions"
				grounds={draft.extensions}
				faults={faults}
				onChange={(extensions) => set({ extensions })}
			/>
		</>
	)
}

function Basis({ draft, faults, set }: Props) {
	const t = useWords()
	const wrong = useWrong(faults)
	return (
		<div className="pad col">
			<div className="pair broad">
				<Field
					id={idAt('name')}
					label={t('deadlines.write.name-en')}
					wrong={wrong('name')}
					value={draft.nameEn}
					onChange={(nameEn) => set({ nameEn })}
					maxLength={200}
					required
				/>
				<Field
					label={t('deadlines.write.name-zh')}
					value={draft.nameZh}
					onChange={(nameZh) => set({ nameZh })}
					maxLength={200}
					required
				/>
				<Field
					id={idAt('basis')}
					label={t('deadlines.write.basis-en')}
					wrong={wrong('basis')}
					value={draft.basisEn}
					onChange={(basisEn) => set({ basisEn })}
					maxLength={400}
					lines={3}
					required
				/>
				<Field
					label={t('deadlines.write.basis-zh')}
					value={draft.basisZh}
					onChange={(basisZh) => set({ basisZh })}
					maxLength={400}
					lines={3}
					required
				/>
			</div>
			<Check on={draft.confirmed} onChange={(confirmed) => set({ confirmed })}>
				{t('deadlines.write.confirmed')}
			</Check>
		</div>
	)
}

function Counting({ draft, faults, set }: Props) {
	const t = useWords()
	const wrong = useWrong(faults)
	return (
		<div className="pad pair broad">
			<Field
				id={idAt('amount')}
				label={t('deadlines.length')}
				wrong={wrong('amount')}
				value={draft.amount}
				onChange={(amount) => set({ amount })}
				inputMode="numeric"
				required
			/>
			<Select
				id={idAt('unit')}
				label={t('deadlines.write.unit')}
				wrong={wrong('unit') ?? null}
				value={draft.unit}
				onChange={(value) => set({ unit: value })}
				choices={unit.options.map((value) => ({ value, label: t(`deadlines.write.unit.${value}`) }))}
			/>
			<Select
				id={idAt('countsStart')}
				label={t('deadlines.term.countsStart')}
				wrong={wrong('countsStart') ?? null}
				value={draft.countsStart ? 'counts' : 'not'}
				onChange={(value) => set({ countsStart: value === 'counts' })}
				choices={(['counts', 'not'] as const).map((value) => ({ value, label: t(`deadlines.start.${value}`) }))}
			/>
			<Select
				id={idAt('atHoliday')}
				label={t('deadlines.term.atHoliday')}
				wrong={wrong('atHoliday') ?? null}
				value={draft.atHoliday}
				onChange={(atHoliday) => set({ atHoliday })}
				choices={(['stays', 'next_working_day'] as const).map((value) => ({
					value,
					label: t(`deadlines.holiday.${value}`),
				}))}
			/>
			<Select
				id={idAt('dayEnds')}
				label={t('deadlines.term.dayEnds')}
				wrong={wrong('dayEnds') ?? null}
				value={draft.dayEnds}
				onChange={(dayEnds) => set({ dayEnds })}
				choices={(['midnight', 'close'] as const).map((value) => ({ value, label: t(`deadlines.ends.${value}`) }))}
			/>
			<Minutes
				at="warnMinutes"
				label={t('deadlines.term.warnMinutes')}
				wrong={wrong('warnMinutes')}
				value={draft.warnMinutes}
				onChange={(warnMinutes) => set({ warnMinutes })}
			/>
		</div>
	)
}

function Ladder({ draft, faults, set }: Props) {
	const t = useWords()
	const wrong = useWrong(faults)
	return (
		<div className="pad col">
			<p className="sm t2">{t('deadlines.write.ladder.hint')}</p>
			{wrong('ladder') === undefined ? null : <p className="wrong-of">{wrong('ladder')}</p>}
			<div className="pair four" id={idAt('ladder')} tabIndex={-1}>
				{tiers.map((tier) => (
					<Minutes
						key={tier}
						at={`ladder.${tier}`}
						label={t(`deadlines.tier.${tier}`)}
						wrong={wrong(`ladder.${tier}`)}
						value={draft.ladder[tier]}
						onChange={(value) => set({ ladder: { ...draft.ladder, [tier]: value } })}
					/>
				))}
			</div>
		</div>
	)
}

/** A number of minutes, with what it comes to in hours beneath. */
function Minutes(props: {
	readonly at: string
	readonly label: string
	readonly wrong: string | undefined
	readonly value: string
	readonly onChange: (value: string) => void
}) {
	const t = useWords()
	const read = /^\d{1,9}$/.test(props.value.trim())
	return (
		<Field
			id={idAt(props.at)}
			label={props.label}
			hint={read ? `= ${counted(Number(props.value), 'minutes', t)}` : t('deadlines.write.minutes')}
			wrong={props.wrong}
			value={props.value}
			onChange={props.onChange}
			inputMode="numeric"
		/>
	)
}
