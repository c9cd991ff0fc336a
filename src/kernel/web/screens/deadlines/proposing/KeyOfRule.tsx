import type { BodyFault } from '../../../../deadlines/contract/faults.ts'
import { Check } from '../../../parts/Check.tsx'
import { Field } from '../../../parts/Field.tsx'
import { useWords } from '../../../words.ts'
import { idAt, useWrong } from './Faults.tsx'
import type { RegimeDraft } from './regime-draft.ts'

/** C42. What a rule has from its beginning and no later edition changes: its key, and whether it limits somebody's liberty. */
export function KeyOfRule(props: {
	readonly draft: RegimeDraft
	readonly faults: readonly BodyFault[]
	readonly set: (part: Partial<RegimeDraft>) => void
}) {
	const t = useWords()
	const { draft, set } = props
	return (
		<div className="pad col">
			<Field
				id={idAt('key')}
				label={t('deadlines.write.key')}
				hint={t('deadlines.write.key.hint', { example: 'own.lost-goods' })}
				wrong={useWrong(props.faults)('key')}
				value={draft.key}
				onChange={(key) => set({ key })}
				maxLength={60}
				required
			/>
			<Check on={draft.liberty} onChange={(liberty) => set({ liberty })}>
				{t('deadlines.write.liberty-is')}
			</Check>
		</div>
	)
}
