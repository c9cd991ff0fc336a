import { useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { runPlan, type showPlan } from '../../../../matters/contract/plans.ts'
import { useAct } from '../../../client.ts'
import { Button } from '../../../parts/Button.tsx'
import { Problem } from '../../../parts/Problem.tsx'
import { Section } from '../../../parts/Section.tsx'
import { count } from '../../../times.ts'
import { useWords } from '../../../words.ts'
import { NotMine } from '../Signatures.tsx'

/** Matters moved in one portion: each is one act, so that stopping between two leaves nothing half done. */
const portion = 100

/** W74. How far a plan is, and running it on portion by portion until nothing is left or it is stopped. */
export function Run(props: { readonly shown: z.output<typeof showPlan.output>; readonly onDone: () => void }) {
	const t = useWords()
	const { plan, mayRun, signatures } = props.shown
	const [going, setGoing] = useState(false)
	const goes = useRef(false)
	const act = useAct(runPlan)
	useEffect(
		() => () => {
			goes.current = false
		},
		[],
	)
	const run = async (): Promise<void> => {
		goes.current = true
		setGoing(true)
		while (goes.current) {
			const answer = await act.perform({ id: plan.id, most: portion })
			props.onDone()
			// A portion that found every matter left in other hands moves none: the next press goes on.
			const idle = answer !== null && answer.output.moved + answer.output.stayed === 0
			if (answer === null || answer.output.left === 0 || idle) goes.current = false
		}
		setGoing(false)
	}
	const stop = (): void => {
		goes.current = false
	}
	if (plan.state === 'proposed' || plan.state === 'refused') return null
	const done = plan.moved + plan.stayed
	const wanted = signatures.find((one) => one.act === 'matters.plan.run')
	return (
		<>
			<Section title={t('drawings.plans.run')} />
			<div className="pad col">
				<progress
					className="plan-progress"
					aria-label={t('drawings.plans.run')}
					max={Math.max(1, done + plan.left)}
					value={plan.state === 'done' ? Math.max(1, done) : done}
				/>
				<p role="status">
					{t('drawings.plans.progress', {
						moved: count(plan.moved),
						stayed: count(plan.stayed),
						left: count(plan.left),
					})}
				</p>
				{act.problem === null ? null : (
					<Problem
						problem={act.problem}
						title={t('drawings.plans.not-run')}
						ask={{ action: runPlan.name, on: { type: 'MigrationPlan', id: plan.id } }}
					/>
				)}
				{plan.state === 'done' ? null : going ? (
					<p>
						<Button keys="S" onPress={stop}>
							{t('drawings.plans.stop')}
						</Button>
					</p>
				) : mayRun ? (
					<p>
						<Button kind="go" main keys="F9" busy={act.busy} onPress={() => void run()}>
							{t(plan.state === 'running' ? 'drawings.plans.run-on' : 'drawings.plans.do-run')}
						</Button>
					</p>
				) : wanted === undefined ? null : (
					<NotMine wanted={wanted} />
				)}
			</div>
		</>
	)
}
