import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { useWords } from '#kernel/web/words.ts'
import { renewFreeze } from '../../contract/freeze.ts'
import type { MeasureRow } from '../../contract/measure-shapes.ts'
import { declineMeasure, releaseMeasure } from '../../contract/measure.ts'

/** Acts on a measure that need a reason. */
export type Asked = 'decline' | 'renew' | 'release'

const grounds = ['not_a_case', 'decision'] as const

/** Asks why, and does it. */
export function AskReason(props: {
	readonly asked: Asked
	readonly measure: MeasureRow
	readonly onClose: () => void
	readonly onDone: () => void
}) {
	const t = useWords()
	const { asked, measure } = props
	const [because, setBecause] = useState<(typeof grounds)[number]>('decision')
	const decline = useAct(declineMeasure)
	const renew = useAct(renewFreeze)
	const release = useAct(releaseMeasure)
	const acting = { decline, renew, release }[asked]
	const send = async (reason: string): Promise<void> => {
		const key = { measure: measure.id, version: measure.version, reason }
		const done =
			asked === 'release'
				? await release.perform({ ...key, because })
				: asked === 'renew'
					? await renew.perform(key)
					: await decline.perform(key)
		if (done !== null) props.onDone()
	}
	return (
		<ReasonDialog
			title={t(`funds.do.${asked}.${measure.kind}`)}
			label={t('funds.do.reason')}
			act={t(`funds.do.${asked}.${measure.kind}`)}
			maxLength={1000}
			busy={acting.busy}
			problem={acting.problem}
			problemTitle={t('funds.measures.not-done')}
			onClose={props.onClose}
			onSend={(reason) => void send(reason)}
		>
			{asked === 'release' ? (
				<Chips
					label={t('funds.do.because')}
					value={because}
					onChange={setBecause}
					chips={grounds.map((value) => ({ value, label: t(`funds.do.because.${value}`) }))}
				/>
			) : null}
		</ReasonDialog>
	)
}
