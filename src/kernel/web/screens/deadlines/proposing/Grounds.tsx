import type { BodyFault } from '../../../../deadlines/contract/faults.ts'
import { Button } from '../../../parts/Button.tsx'
import { Check } from '../../../parts/Check.tsx'
import { Field } from '../../../parts/Field.tsx'
import { Section } from '../../../parts/Section.tsx'
import { useWords } from '../../../words.ts'
import { idAt, useWrong } from './Faults.tsx'
import { emptyGround, type GroundDraft } from './regime-draft.ts'

/** The grounds of a regime on which its clock stands still, or is made longer. */
export function Grounds(props: {
	readonly of: 'pauses' | 'extensions'
	readonly grounds: readonly GroundDraft[]
	readonly faults: readonly BodyFault[]
	readonly onChange: (grounds: readonly GroundDraft[]) => void
}) {
	const t = useWords()
	const wrong = useWrong(props.faults)
	const { of, grounds, onChange } = props
	return (
		<>
			<Section
				title={t(`deadlines.${of}`)}
				note={grounds.length}
				tools={
					<Button kind="bare" onPress={() => onChange([...grounds, emptyGround])}>
						{t(`deadlines.write.add.${of}`)}
					</Button>
				}
			/>
			{wrong(of) === undefined ? null : <p className="pad wrong-of">{wrong(of)}</p>}
			{grounds.map((one, n) => (
				<Ground
					key={n}
					id={idAt(`${of}.${n}`)}
					wrong={wrong(`${of}.${n}`)}
					most={t(of === 'pauses' ? 'deadlines.write.most-minutes' : 'deadlines.write.most-whole')}
					ground={one}
					onChange={(ground) => onChange(grounds.with(n, ground))}
					onOut={() => onChange(grounds.toSpliced(n, 1))}
				/>
			))}
		</>
	)
}

function Ground(props: {
	readonly id: string
	readonly wrong: string | undefined
	readonly most: string
	readonly ground: GroundDraft
	readonly onChange: (ground: GroundDraft) => void
	readonly onOut: () => void
}) {
	const t = useWords()
	const { ground } = props
	const set = (part: Partial<GroundDraft>) => props.onChange({ ...ground, ...part })
	return (
		<fieldset className="pad col ground">
			<legend className="hid">{ground.ground === '' ? t('deadlines.by-ground') : ground.ground}</legend>
			<div className="pair">
				<Field
					id={props.id}
					label={t('deadlines.write.ground')}
					wrong={props.wrong}
					value={ground.ground}
					onChange={(word) => set({ ground: word })}
					maxLength={60}
					mono
					required
				/>
				<Field label={props.most} value={ground.most} onChange={(most) => set({ most })} inputMode="numeric" required />
				<Field
					label={t('deadlines.write.name-en')}
					value={ground.nameEn}
					onChange={(nameEn) => set({ nameEn })}
					maxLength={200}
					required
				/>
				<Field
					label={t('deadlines.write.name-zh')}
					value={ground.nameZh}
					onChange={(nameZh) => set({ nameZh })}
					maxLength={200}
					required
				/>
				<Field
					label={t('deadlines.write.basis-en')}
					value={ground.basisEn}
					onChange={(basisEn) => set({ basisEn })}
					maxLength={400}
					lines={2}
					required
				/>
				<Field
					label={t('deadlines.write.basis-zh')}
					value={ground.basisZh}
					onChange={(basisZh) => set({ basisZh })}
					maxLength={400}
					lines={2}
					required
				/>
			</div>
			<div className="row wrap">
				<Check on={ground.confirmed} onChange={(confirmed) => set({ confirmed })}>
					{t('deadlines.write.confirmed')}
				</Check>
				<span className="sp" />
				<Button kind="bare" onPress={props.onOut}>
					{t('deadlines.write.take-out')}
				</Button>
			</div>
		</fieldset>
	)
}
