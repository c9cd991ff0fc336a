import { type ReactNode, useState } from 'react'
import type { Problem as ProblemFacts } from '#kernel/web/http.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import type { WhyQuestion } from '#kernel/web/why.tsx'
import { useWords } from '#kernel/web/words.ts'

type ReasonDialogProps = {
	readonly title: string
	/** Label of the reason: "Why it is reopened". */
	readonly label: string
	/** The button's words: a verb with its object. */
	readonly act: string
	/** Longest reason the act takes, in characters. */
	readonly maxLength: number
	/** What else is missing, in words; the reason is asked for after it. */
	readonly missing?: string | undefined
	/** Nothing to account for: the field is not shown, and the reason sent is empty. */
	readonly none?: boolean
	readonly busy?: boolean
	readonly problem?: ProblemFacts | null
	/** What `W` asks when it is refused. */
	readonly ask?: WhyQuestion
	/** What stands above the reason: a choice, a sentence. */
	readonly children?: ReactNode
	readonly wide?: boolean
	readonly onClose: () => void
	readonly onSend: (reason: string) => void
}

/** A dialog for an act that needs a reason: nothing is sent without one, and what was refused says why and who could. */
export function ReasonDialog(props: ReasonDialogProps) {
	const t = useWords()
	const [reason, setReason] = useState('')
	const written = props.none === true ? '' : reason.trim()
	const short = props.none !== true && written.length < 3
	const missing = props.missing ?? (short ? t('dispatch.reason.first') : undefined)
	const send = () => {
		if (missing === undefined && props.busy !== true) props.onSend(written)
	}
	return (
		<Dialog
			title={props.title}
			onClose={props.onClose}
			wide={props.wide === true}
			acts={
				<Button kind="go" busy={props.busy === true} onPress={send} notYet={missing}>
					{props.act}
				</Button>
			}
		>
			{props.children}
			{props.none !== true && (
				<Field
					label={props.label}
					value={reason}
					onChange={setReason}
					maxLength={props.maxLength}
					autoFocus
					required
					onEnter={send}
				/>
			)}
			{props.problem != null && (
				<Problem problem={props.problem} {...(props.ask === undefined ? {} : { ask: props.ask })} />
			)}
		</Dialog>
	)
}
