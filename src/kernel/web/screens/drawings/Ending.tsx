import { useState } from 'react'
import { type DraftShape, refuseDraft, withdrawDraft } from '../../../matters/contract/drawings.ts'
import { useAct } from '../../client.ts'
import { useNotices } from '../../notices.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { useWords } from '../../words.ts'

const acts = { withdraw: withdrawDraft, refuse: refuseDraft } as const

/** Taking a draft back, or refusing it: both are final and say why. */
export function Ending(props: {
	readonly kind: 'withdraw' | 'refuse'
	readonly draft: DraftShape
	readonly onDone: () => void
}) {
	const t = useWords()
	const { tell } = useNotices()
	const { kind, draft } = props
	const [asking, setAsking] = useState(false)
	const [ground, setGround] = useState('')
	const act = useAct(acts[kind])
	const send = async (): Promise<void> => {
		const answer = await act.perform({ id: draft.id, ground: ground.trim() })
		if (answer === null) return
		tell({ title: t(`drawings.ended.${kind}`), receipt: answer.receipt })
		setAsking(false)
		props.onDone()
	}
	return (
		<>
			<Button keys={kind === 'withdraw' ? 'X' : 'R'} onPress={() => setAsking(true)}>
				{t(`drawings.do.${kind}`)}
			</Button>
			{asking ? (
				<Dialog
					title={t(`drawings.do.${kind}`)}
					onClose={() => setAsking(false)}
					acts={
						<Button
							kind="go"
							busy={act.busy}
							notYet={ground.trim().length < 4 ? t('drawings.ground.short') : undefined}
							onPress={() => void send()}
						>
							{t(`drawings.do.${kind}`)}
						</Button>
					}
				>
					{act.problem === null ? null : (
						<Problem
							problem={act.problem}
							title={t('drawings.not-ended')}
							ask={{ action: acts[kind].name, on: { type: 'Draft', id: draft.id } }}
						/>
					)}
					<Field
						label={t('drawings.ground')}
						hint={t(`drawings.ground.${kind}`)}
						value={ground}
						onChange={setGround}
						maxLength={1000}
						lines={2}
						required
					/>
				</Dialog>
			) : null}
		</>
	)
}
