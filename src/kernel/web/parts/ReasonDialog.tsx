import { type ReactNode, useState } from 'react'
import type { Problem as ProblemFacts } from '../http.ts'
import type { WhyQuestion } from '../why.tsx'
import { useWords } from '../words.ts'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'
import { Field } from './Field.tsx'
import { Problem } from './Problem.tsx'

type ReasonDialogProps = {
	readonly title: string
	/** Label of the reason: "Why it is reopened". */
	readonly label: string
	/** The button's words: a verb with its object. */
	readonly act: string
	readonly hint?: string
	/** Longest reason the act takes, in characters. */
	readonly maxLength: number
	/** Lines of the field, where a reason is told at length: then Enter begins a line and sends nothing. */
	readonly lines?: number
	/** Shortest reason, in characters, and what is said while it is shorter. */
	readonly shortest?: number
	readonly short?: string
	/** What else is missing, in words; the reason is asked for after it. */
	readonly missing?: string | undefined
	/** Nothing to account for: the field is not shown, and the reason sent is empty. */
	readonly none?: boolean
	readonly busy?: boolean
	readonly problem?: ProblemFacts | null
	/** What did not happen. */
	readonly problemTitle?: string
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
	const isShort = props.none !== true && written.length < (props.shortest ?? 3)
	const missing = props.missing ?? (isShort ? (props.short ?? t('web.reason.first')) : undefined)
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
					{...(props.hint === undefined ? {} : { hint: props.hint })}
					{...(props.lines === undefined ? { onEnter: send } : { lines: props.lines })}
				/>
			)}
			{props.problem != null && (
				<Problem
					problem={props.problem}
					{...(props.problemTitle === undefined ? {} : { title: props.problemTitle })}
					{...(props.ask === undefined ? {} : { ask: props.ask })}
				/>
			)}
		</Dialog>
	)
}
