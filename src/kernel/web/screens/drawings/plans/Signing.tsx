import { useState } from 'react'
import { type PlanShape, refusePlan, signPlan } from '../../../../matters/contract/plans.ts'
import { useAct } from '../../../client.ts'
import { useNotices } from '../../../notices.tsx'
import { Button } from '../../../parts/Button.tsx'
import { Dialog } from '../../../parts/Dialog.tsx'
import { Field } from '../../../parts/Field.tsx'
import { Problem } from '../../../parts/Problem.tsx'
import { useWords } from '../../../words.ts'

type Props = { readonly plan: PlanShape; readonly onDone: () => void }

const ask = (action: string, id: string) => ({ action, on: { type: 'MigrationPlan', id } })

/** Writing the ground and signing (M93). */
export function Sign({ plan, onDone }: Props) {
	const t = useWords()
	const { tell } = useNotices()
	const [ground, setGround] = useState('')
	const act = useAct(signPlan)
	const send = async (): Promise<void> => {
		const answer = await act.perform({ id: plan.id, ground: ground.trim() })
		if (answer === null) return
		tell({ kind: 'good', title: t('drawings.plans.signed'), receipt: answer.receipt })
		onDone()
	}
	return (
		<div className="col">
			{act.problem === null ? null : (
				<Problem problem={act.problem} title={t('drawings.not-signed')} ask={ask(signPlan.name, plan.id)} />
			)}
			<Field
				label={t('drawings.ground')}
				hint={t('drawings.ground.review')}
				value={ground}
				onChange={setGround}
				maxLength={1000}
				lines={2}
				required
			/>
			<p>
				<Button
					kind="go"
					main
					keys="F9"
					busy={act.busy}
					notYet={ground.trim().length < 4 ? t('drawings.ground.short') : undefined}
					onPress={() => void send()}
				>
					{t('drawings.plans.sign')}
				</Button>
			</p>
		</div>
	)
}

/** Refusing a plan, or taking one's own back. */
export function Refuse({ plan, onDone }: Props) {
	const t = useWords()
	const { tell } = useNotices()
	const [asking, setAsking] = useState(false)
	const [ground, setGround] = useState('')
	const act = useAct(refusePlan)
	const send = async (): Promise<void> => {
		const answer = await act.perform({ id: plan.id, ground: ground.trim() })
		if (answer === null) return
		tell({ title: t('drawings.ended.refuse'), receipt: answer.receipt })
		setAsking(false)
		onDone()
	}
	return (
		<p>
			<Button keys="X" onPress={() => setAsking(true)}>
				{t('drawings.plans.refuse')}
			</Button>
			{asking ? (
				<Dialog
					title={t('drawings.plans.refuse')}
					onClose={() => setAsking(false)}
					acts={
						<Button
							kind="go"
							busy={act.busy}
							notYet={ground.trim().length < 4 ? t('drawings.ground.short') : undefined}
							onPress={() => void send()}
						>
							{t('drawings.plans.refuse')}
						</Button>
					}
				>
					{act.problem === null ? null : (
						<Problem problem={act.problem} title={t('drawings.not-ended')} ask={ask(refusePlan.name, plan.id)} />
					)}
					<Field
						label={t('drawings.ground')}
						hint={t('drawings.ground.refuse')}
						value={ground}
						onChange={setGround}
						maxLength={1000}
						lines={2}
						required
					/>
				</Dialog>
			) : null}
		</p>
	)
}
