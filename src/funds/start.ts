import { AsyncLocalStorage } from 'node:async_hooks'
import { newId } from '#kernel/ids.ts'
import { perform } from '#kernel/spine/perform.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { system } from '#kernel/who.ts'
import { differTracer } from './contract.ts'
import { type Differing, useFollower } from './store/follow.ts'
import type { TraceRow } from './store/trace-sql.ts'
import { openTracer, type Tracer } from './tracer/open.ts'

/** One of so many answers is recomputed by SQL. */
const recomputeEvery = 20

/** F216. Reads the transfers beside everything else; until then, and whenever it cannot, money is followed by SQL. */
export function startFunds(spine: Spine, onFault: (error: unknown) => void): { stop(): Promise<void> } {
	// A question is asked inside a transaction; what is found wrong with its answer is entered outside of it.
	const outside = AsyncLocalStorage.snapshot()
	const differed = (found: Differing): void => outside(() => void tellDiffering(spine, found).catch(onFault))
	const opening = openTracer(spine.store, onFault)
		.then((tracer): Tracer => {
			useFollower({ tracer, every: recomputeEvery, differed })
			return tracer
		})
		.catch((error: unknown) => {
			onFault(error)
			return null
		})
	return {
		async stop() {
			const tracer = await opening
			useFollower(null)
			await tracer?.close()
		},
	}
}

/** F216. Enters that two answers differed, in the matter they are about. */
export async function tellDiffering(spine: Spine, { query, byDatabase, byTracer }: Differing): Promise<void> {
	const report = differingRow(byDatabase.rows, byTracer.rows)?.matter ?? query.matters?.[0]
	if (report === undefined) return
	await perform(spine, {
		name: differTracer.name,
		input: {
			report,
			direction: query.direction,
			hops: query.hops,
			byDatabase: byDatabase.rows.length,
			byTracer: byTracer.rows.length,
		},
		key: `tracer-differed-${newId()}`,
		who: system,
	})
}

/** The first transfer that only one of them has, or that both have but at another place. */
function differingRow(one: readonly TraceRow[], two: readonly TraceRow[]): TraceRow | undefined {
	const [longer, other] = one.length >= two.length ? [one, two] : [two, one]
	return longer.find(({ id }, n) => other[n]?.id !== id) ?? longer[0]
}
