import type { ReactNode } from 'react'

/** Why it is empty, the last one, one next step. */
export function Empty({
	title,
	children,
	act,
}: {
	readonly title: string
	readonly children?: ReactNode
	readonly act?: ReactNode
}) {
	return (
		<div className="empty">
			<b>{title}</b>
			{children === undefined ? null : <span className="t2">{children}</span>}
			{act}
		</div>
	)
}
