import type { Spine } from '#kernel/spine/spine.ts'

export type FeedCall = {
	readonly name: string
	readonly source: string
	readonly key: string | null
	readonly body: unknown
}

/** Answers a feed by its name; undefined when the name is none of dispatch's. */
export async function dispatchFeed(_spine: Spine, _call: FeedCall): Promise<unknown> {
	return undefined
}
