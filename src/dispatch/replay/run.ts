import type { Graph } from '#kernel/geo/graph/graph.ts'
import type { Spine } from '#kernel/spine/spine.ts'

export type DispatchParts = {
	readonly spine: Spine
	/** Performs an act as the system under a key and gives its output; throws Refusal. */
	readonly perform: (name: string, input: Readonly<Record<string, unknown>>, key: string) => Promise<unknown>
	readonly graph: Graph | null
	readonly replay: boolean
	readonly onFault: (error: unknown) => void
}

/** Starts what moves by itself: positions kept, and in the demo the replay clock. */
export async function startDispatch(_parts: DispatchParts): Promise<{ stop(): Promise<void> }> {
	return { stop: async () => {} }
}
