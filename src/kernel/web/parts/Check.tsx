import type { ReactNode } from 'react'

/** A box to tick, with its words. */
export function Check({
	on,
	onChange,
	children,
}: {
	readonly on: boolean
	readonly onChange: (on: boolean) => void
	readonly children: ReactNode
}) {
	return (
		<label className="row">
			<input type="checkbox" checked={on} onChange={(event) => onChange(event.target.checked)} />
			<span>{children}</span>
		</label>
	)
}
