import { useState } from 'react'
import type { useHold } from '../hold.ts'
import { when } from '../times.ts'
import { hasWord, useSay, useWords } from '../words.ts'
import { Button } from './Button.tsx'
import { Note } from './Note.tsx'
import { Problem } from './Problem.tsx'
import { ReasonDialog } from './ReasonDialog.tsx'
import { RuleTag } from './RuleTag.tsx'

type HeldProps = { readonly matter: string; readonly hold: ReturnType<typeof useHold> }

/** What the drawing asks for in between: asked for by one press, waiting for whom and since when, sent or taken back. */
export function Held({ matter, hold }: HeldProps) {
	const t = useWords()
	const say = useSay()
	const { shown, ask, refresh } = hold
	const send = async (element: string) => {
		if ((await ask.perform({ matter, element })) !== null) refresh()
	}
	if (shown === undefined) return null
	return (
		<>
			{shown.held !== null && <Waiting {...{ matter, hold }} />}
			{shown.next.map((task) => (
				<Button key={task.element} kind="go" busy={ask.busy} onPress={() => void send(task.element)}>
					{t('matters.hold.ask', { task: say(task.name), post: postOf(task.lane, t) })}
				</Button>
			))}
			{ask.problem !== null && (
				<Problem problem={ask.problem} ask={{ action: 'matters.hold.ask', on: { type: 'Matter', id: matter } }} />
			)}
		</>
	)
}

function Waiting({ matter, hold }: HeldProps) {
	const t = useWords()
	const say = useSay()
	const [back, setBack] = useState(false)
	const held = hold.shown?.held
	if (held == null) return null
	const verb = held.mine ? 'matters.hold.takeBack' : 'matters.hold.sendBack'
	return (
		<>
			<Note
				kind={held.mayDecide ? 'warn' : 'plain'}
				title={
					<>
						<b>{say(held.name)}</b>
						<RuleTag id={held.mine ? 'M103' : 'M102'} />
					</>
				}
				tools={
					held.mine || held.mayDecide ? (
						<Button kind="bare" onPress={() => setBack(true)}>
							{t(verb)}
						</Button>
					) : null
				}
			>
				{t(held.mayDecide ? 'matters.hold.forYou' : 'matters.hold.waits', {
					post: postOf(held.lane, t),
					since: when(held.since),
				})}
			</Note>
			{back && <Back matter={matter} hold={hold} act={t(verb)} onClose={() => setBack(false)} />}
		</>
	)
}

function Back({ matter, hold, act, onClose }: HeldProps & { readonly act: string; readonly onClose: () => void }) {
	const t = useWords()
	const { giveBack } = hold
	const send = async (reason: string) => {
		if ((await giveBack.perform({ matter, reason })) === null) return
		hold.refresh()
		onClose()
	}
	return (
		<ReasonDialog
			title={act}
			label={t('matters.hold.reason')}
			act={act}
			maxLength={500}
			busy={giveBack.busy}
			problem={giveBack.problem}
			onClose={onClose}
			onSend={(reason) => void send(reason)}
		/>
	)
}

/** The lane's post in words; the lane as drawn when it is none of the list. */
function postOf(lane: string, t: ReturnType<typeof useWords>): string {
	const key = `web.post.${lane.split(/[\s/@]/)[0]}`
	return hasWord(key) ? t(key) : lane
}
