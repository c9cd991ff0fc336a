import type { ReactNode } from 'react'

export type NoteKind = 'plain' | 'warn' | 'bad' | 'good' | 'refused'
const tones: Readonly<Record<NoteKind, string>> = { plain: '', warn: ' w', bad: ' b', good: ' g', refused: ' no' }

/** A notice inside a panel. `refused` is never red: grey with a double rule at the left. */
export function Note(props: {
	readonly kind?: NoteKind
	readonly title?: ReactNode
	/** Right end of the first line: a link, a button of kind `bare`. */
	readonly tools?: ReactNode
	readonly children?: ReactNode
	/** Read out when it appears. */
	readonly live?: boolean
}) {
	return (
		<div
			className={`note${tones[props.kind ?? 'plain']}`}
			role={props.live === true ? (props.kind === 'bad' ? 'alert' : 'status') : undefined}
		>
			{props.title === undefined && props.tools === undefined ? null : (
				<div className="row">
					{typeof props.title === 'string' ? <b>{props.title}</b> : props.title}
					<span className="sp" />
					{props.tools}
				</div>
			)}
			{props.children === undefined ? null : <div className="t2">{props.children}</div>}
		</div>
	)
}
