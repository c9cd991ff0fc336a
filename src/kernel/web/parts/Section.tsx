import type { ReactNode } from 'react'

/** A section's head inside a panel. */
export function Section(props: {
	readonly title: ReactNode
	readonly note?: ReactNode
	readonly tools?: ReactNode
	readonly flat?: boolean
	readonly children?: ReactNode
}) {
	return (
		<>
			<div className={props.flat === true ? 'sec flat' : 'sec'}>
				<h3>{props.title}</h3>
				{props.note === undefined ? null : <span className="n el">{props.note}</span>}
				<span className="sp" />
				{props.tools}
			</div>
			{props.children}
		</>
	)
}
