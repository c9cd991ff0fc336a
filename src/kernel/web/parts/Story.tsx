import type { ReactNode } from 'react'
import { clockTime, count, when } from '../times.ts'
import { Brick, type BrickKind } from './Wall.tsx'

export type StoryLine = {
	readonly key: string
	/** RFC 3339. */
	readonly at: string
	readonly kind: BrickKind
	readonly what: ReactNode
	readonly who?: ReactNode
	/** Ledger entry number, when it has one. */
	readonly entry?: number | null
	readonly href?: string
}

/** Newest first: time, brick, what, who, entry number. */
export function Story({
	lines,
	days = false,
}: {
	readonly lines: readonly StoryLine[] /** Show the day of lines not of today. */
	readonly days?: boolean
}) {
	return (
		<ol className="story">
			{lines.map((line) => (
				<li key={line.key}>
					<time dateTime={line.at}>{days ? when(line.at) : clockTime(line.at)}</time>
					<span className="k">
						<Brick kind={line.kind} />
					</span>
					<span>
						{line.what} {line.who === undefined ? null : <span className="who">{line.who}</span>}
					</span>
					<span className="no">
						{line.entry === undefined || line.entry === null ? null : line.href === undefined ? (
							count(line.entry)
						) : (
							<a href={line.href}>{count(line.entry)}</a>
						)}
					</span>
				</li>
			))}
		</ol>
	)
}
