import { type ReactNode, useId } from 'react'
import { Kbd } from './Kbd.tsx'

/** A panel: head, body that scrolls, foot that stays. Its heading names it as a region. */
export function Pane(props: {
	readonly title: ReactNode
	/** Small grey text after the title: a count, "15". */
	readonly note?: ReactNode
	/** Right side of the head: chips, a key. */
	readonly tools?: ReactNode
	/** Key cap at the right end of the head. */
	readonly keys?: string
	/** Whole head instead of title, note and tools; still needs `title` as its name. */
	readonly head?: ReactNode
	readonly foot?: ReactNode
	readonly children: ReactNode
	/** Only text to read: the body takes the focus itself, so that the keyboard can scroll it. */
	readonly reads?: boolean
	/** Body does not scroll by itself (holds a table or map that does). */
	readonly still?: boolean
	readonly className?: string
	/** 1 for the screen's own title, written large. */
	readonly level?: 1 | 2
}) {
	const id = useId()
	return (
		<section
			className={`pane ${props.className ?? ''}`}
			aria-labelledby={props.head === undefined ? id : undefined}
			aria-label={props.head !== undefined && typeof props.title === 'string' ? props.title : undefined}
		>
			{props.head ?? (
				<div className={props.level === 1 ? 'ph tall' : 'ph'}>
					<h2 id={id} className={props.level === 1 ? 'first' : undefined}>
						{props.title}
					</h2>
					{props.note === undefined ? null : <span className="n el">{props.note}</span>}
					<span className="sp" />
					{props.tools}
					{props.keys === undefined ? null : <Kbd keys={props.keys} />}
				</div>
			)}
			{props.still === true ? (
				props.children
			) : (
				<div className="scroll" tabIndex={props.reads === true ? 0 : undefined}>
					{props.children}
				</div>
			)}
			{props.foot === undefined ? null : <div className="pf">{props.foot}</div>}
		</section>
	)
}
