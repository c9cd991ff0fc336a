import { type ReactNode, useState } from 'react'
import { useKeys } from '../keyboard.ts'
import { ariaKeys } from '../keyword.ts'
import { useWhy, type WhyQuestion } from '../why.tsx'
import { useWords } from '../words.ts'
import { Kbd } from './Kbd.tsx'
import { RuleTag } from './RuleTag.tsx'

export type ButtonProps = {
	/** A verb with its object: "Send Old 12 + Old 14". */
	readonly children: ReactNode
	readonly onPress: () => void
	/** `go` filled (one per screen), `plain` outlined, `bare` a link-like act in a row. */
	readonly kind?: 'go' | 'plain' | 'bare'
	/** 36 px, for the one main act. */
	readonly main?: boolean
	readonly wide?: boolean
	/** Chord that presses it, shown as a cap: `D`, `Enter`, `G P`. */
	readonly keys?: string
	/** Bind the chord here (default). False: the screen binds it, the cap is only shown. */
	readonly bind?: boolean
	readonly busy?: boolean
	/**
	 * Refused here: dashed, focusable, the rule beside it. Pressing it (or `W` while it has focus) asks why, and opens who
	 * could grant it.
	 */
	readonly refused?: { readonly rule: string | null; readonly ask: WhyQuestion } | undefined
	/** What is missing before it can be pressed; said beside it when it is pressed all the same. Not a refusal by power. */
	readonly notYet?: string | undefined
	readonly label?: string
	readonly type?: 'button' | 'submit'
	readonly expanded?: boolean
}

/** Every act on a screen. */
export function Button(props: ButtonProps) {
	const t = useWords()
	const why = useWhy()
	const { refused, notYet, busy = false, keys } = props
	const [told, setTold] = useState(false)
	const off = refused !== undefined || notYet !== undefined
	const press = (): void => {
		if (busy) return
		if (refused !== undefined) why.ask(refused.ask)
		else if (notYet === undefined) props.onPress()
		else setTold(true)
	}
	const own = keys === undefined || props.bind === false ? {} : { [keys]: press }
	useKeys({ ...(refused === undefined ? {} : { W: press }), ...own })
	const kind = refused !== undefined ? ' no' : props.kind === 'go' ? ' go' : props.kind === 'bare' ? ' bare' : ''
	const button = (
		<button
			type={props.type ?? 'button'}
			className={`btn${kind}${props.main === true ? ' main' : ''}${props.wide === true ? ' wide' : ''}`}
			aria-disabled={off || undefined}
			aria-busy={busy || undefined}
			aria-label={props.label}
			aria-expanded={props.expanded}
			aria-keyshortcuts={keys === undefined ? undefined : ariaKeys(keys)}
			title={refused !== undefined ? t('web.refused.press') : notYet}
			data-refused={refused === undefined ? undefined : ''}
			onClick={(event) => {
				if (props.type === 'submit' && !off && !busy) return
				event.preventDefault()
				press()
			}}
			onKeyDown={(event) => {
				if (refused === undefined || event.key.toLowerCase() !== 'w') return
				event.stopPropagation()
				press()
			}}
		>
			{props.children}
			{keys === undefined ? null : <Kbd keys={keys} />}
		</button>
	)
	if (told && notYet !== undefined)
		return (
			<>
				{button}
				<span className="sm warn" role="status">
					{notYet}
				</span>
			</>
		)
	if (refused?.rule === undefined || refused.rule === null) return button
	return (
		<span className="row">
			{button}
			<RuleTag id={refused.rule} />
		</span>
	)
}
