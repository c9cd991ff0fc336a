import type { Spine } from '#kernel/spine/spine.ts'
import type { Who } from '#kernel/who.ts'

/** Positions the person may see, newer than tick `since`; null when nothing moved. */
export async function dispatchFrame(
	_spine: Spine,
	_who: Who,
	_since: number,
): Promise<{ readonly at: number; readonly body: unknown } | null> {
	return null
}
