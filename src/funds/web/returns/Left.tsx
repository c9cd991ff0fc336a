import { Tide, Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import type { RoundRow } from '../../contract/return-shapes.ts'

/** F291. The days left to object, as a tide; before and after it, when it was proposed or ended. */
export function Left({ row }: { readonly row: RoundRow }) {
	if (row.endedAt !== null) return <>{when(row.endedAt)}</>
	if (row.state !== 'notice' || row.noticeFrom === null || row.noticeUntil === null) return <>{when(row.proposedAt)}</>
	const deadline = { from: Date.parse(row.noticeFrom), due: Date.parse(row.noticeUntil) }
	return (
		<span className="r-left">
			<Tide deadline={deadline} />
			<Timer deadline={deadline} />
		</span>
	)
}
