import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { acceptHandOver, decideHandOver, refuseHandOver, withdrawHandOver } from '../../contract/hand-over.ts'
import type { Shown } from './Opened.tsx'

type Asked = 'refuse' | 'hand_over' | 'keep'
type Props = { readonly shown: Shown; readonly onChanged: () => void }

/** What may be done with it where it stands; what my post may not stays visible and says why. */
export function Answers({ shown, onChanged }: Props) {
	const t = useWords()
	const [asked, setAsked] = useState<Asked | null>(null)
	const accept = useAct(acceptHandOver)
	const withdraw = useAct(withdrawHandOver)
	const key = { handOver: shown.id, version: shown.version }
	const after = (answer: unknown): void => {
		if (answer !== null) onChanged()
	}
	if (shown.endedAt !== null) return null
	const problem = accept.problem ?? withdraw.problem
	return (
		<div className="row wrap pad">
			{shown.state === 'offered' ? (
				<Offered
					shown={shown}
					busy={accept.busy}
					onAccept={() => void accept.perform(key).then(after)}
					onAsk={setAsked}
				/>
			) : (
				<Raised shown={shown} onAsk={setAsked} />
			)}
			{shown.may.includes(withdrawHandOver.name) ? (
				<Button keys="Z" busy={withdraw.busy} onPress={() => void withdraw.perform(key).then(after)}>
					{t('command.hand-over.do.withdraw')}
				</Button>
			) : null}
			{problem === null ? null : <Problem problem={problem} title={t('command.not-done')} />}
			{asked === null ? null : (
				<Reason asked={asked} shown={shown} onClose={() => setAsked(null)} onChanged={onChanged} />
			)}
		</div>
	)
}

const refusedOn = (shown: Shown, name: string) =>
	shown.may.includes(name) ? undefined : { rule: null, ask: { action: name, on: { type: 'HandOver', id: shown.id } } }

function Offered(props: {
	readonly shown: Shown
	readonly busy: boolean
	readonly onAccept: () => void
	readonly onAsk: (asked: Asked) => void
}) {
	const t = useWords()
	return (
		<>
			<Button
				kind="go"
				main
				keys="A"
				busy={props.busy}
				refused={refusedOn(props.shown, acceptHandOver.name)}
				onPress={props.onAccept}
			>
				{t('command.hand-over.do.accept')}
			</Button>
			<Button keys="X" refused={refusedOn(props.shown, refuseHandOver.name)} onPress={() => props.onAsk('refuse')}>
				{t('command.hand-over.do.refuse')}
			</Button>
		</>
	)
}

function Raised({ shown, onAsk }: { readonly shown: Shown; readonly onAsk: (asked: Asked) => void }) {
	const t = useWords()
	const say = useSay()
	const refused = refusedOn(shown, decideHandOver.name)
	return (
		<>
			<Button kind="go" main keys="A" refused={refused} onPress={() => onAsk('hand_over')}>
				{t('command.hand-over.do.hand_over', { to: say(shown.to) })}
			</Button>
			<Button keys="X" refused={refused} onPress={() => onAsk('keep')}>
				{t('command.hand-over.do.keep', { from: say(shown.from) })}
			</Button>
		</>
	)
}

/** A refusal or a decision wants its reason. */
function Reason({ asked, shown, onClose, onChanged }: Props & { readonly asked: Asked; readonly onClose: () => void }) {
	const t = useWords()
	const say = useSay()
	const refuse = useAct(refuseHandOver)
	const decide = useAct(decideHandOver)
	const acting = asked === 'refuse' ? refuse : decide
	const go = async (reason: string): Promise<void> => {
		const key = { handOver: shown.id, version: shown.version, reason }
		const done = asked === 'refuse' ? await refuse.perform(key) : await decide.perform({ ...key, decision: asked })
		if (done === null) return
		onChanged()
		onClose()
	}
	const words = { to: say(shown.to), from: say(shown.from), superior: say(shown.superior) }
	return (
		<ReasonDialog
			title={t(`command.hand-over.do.${asked}`, words)}
			act={t(`command.hand-over.do.${asked}`, words)}
			label={t('command.hand-over.reason')}
			hint={t(`command.hand-over.then.${asked}`, words)}
			short={t('command.hand-over.reason.needed')}
			shortest={1}
			lines={3}
			maxLength={500}
			busy={acting.busy}
			problem={acting.problem}
			problemTitle={t('command.not-done')}
			onClose={onClose}
			onSend={(reason) => void go(reason)}
		/>
	)
}
