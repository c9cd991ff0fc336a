import type { ReactNode } from 'react'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'

/** One numbered line of the form, with the key that comes to it. */
export function Row(props: {
	readonly at: number
	readonly keys: string
	readonly name: string
	readonly label: string
	readonly children: ReactNode
}) {
	return (
		<div className="form-row" data-field={props.name} role="group" aria-label={props.label}>
			<div className="form-key">
				<span className="t3">{props.at}</span>
				<Kbd keys={props.keys} />
			</div>
			<div className="form-label">{props.label}</div>
			<div className="form-body">{props.children}</div>
		</div>
	)
}
