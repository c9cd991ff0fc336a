import { sql } from 'kysely'
import { startClocks } from '#kernel/jobs/clocks.ts'
import type { Loop } from '#kernel/jobs/loop.ts'
import { type BareWorld, openBareWorld } from '#tests/bare-world.ts'
import { beginProcess, publishProcess } from '../../process/api.ts'
import type { Data } from '../../process/state.ts'
import { deliverWorker } from '../thrown.ts'

/** A bare world with drawings to run, the clocks of the jobs, and the delivery of what processes throw. */
export type RunnerWorld = BareWorld & {
	readonly faults: unknown[]
	publish(process: string, bpmn: string): Promise<void>
	/** Opens a matter of the station in the old town; gives its id. */
	begin(process: string, data?: Data, agency?: string): Promise<string>
	/** Runs the clocks of one runner until they are stopped; `hear` is told each act as it is begun. */
	clocks(hear?: (name: string, input: Readonly<Record<string, unknown>>) => void): Promise<Loop>
	/** Delivers what was thrown and not delivered yet, as the job does, `times` over. */
	deliver(times?: number): Promise<void>
	rows(text: TemplateStringsArray, ...values: readonly unknown[]): Promise<readonly Record<string, unknown>[]>
	/** Elements that tokens of a matter rest on. */
	stands(matter: string): Promise<readonly string[]>
	/** Acts of a name in the ledger's pending lines, oldest first, as the facts they entered. */
	entered(name: string): Promise<readonly Record<string, unknown>[]>
}

export async function openRunnerWorld(): Promise<RunnerWorld> {
	const world = await openBareWorld()
	const { store, spine } = world
	const faults: unknown[] = []
	const rows: RunnerWorld['rows'] = async (text, ...values) => {
		const found = await sql<Record<string, unknown>>(text, ...values).execute(store.db)
		return found.rows
	}
	let delivered = new Set<string>()
	return {
		...world,
		faults,
		rows,
		publish: (process, bpmn) =>
			world.write(async (tx) => void (await publishProcess(tx, { process, bpmn, now: world.now() }))),
		begin: (process, data = {}, agency = world.agency('xigang-old-town')) =>
			world.write(async (tx) => {
				const begun = await beginProcess({ tx, now: world.now() }, { kind: 'trial', process, agency, data })
				return begun.matter
			}),
		clocks: (hear = () => {}) =>
			startClocks({
				store,
				perform(name, input, key) {
					hear(name, input)
					return world.asSystem(name, input, key)
				},
				clock: spine.clock,
				onFault: (error) => faults.push(error),
			}),
		async deliver(times = 1) {
			const thrown = await rows`select id::text as id from matters.process_thrown order by id`
			const fresh = thrown.map((row) => String(row['id'])).filter((id) => !delivered.has(id))
			delivered = new Set([...delivered, ...fresh])
			for (const id of fresh)
				for (let n = 0; n < times; n++)
					await deliverWorker.run(
						{ n: 0, k: 0, topic: 'matters.process.thrown', resource: null, body: { thrown: id } },
						{
							key: `deliver-${id}-${n}`,
							once: () => Promise.reject(new Error('writes nothing')),
							read: world.write,
							perform: (name, input, part) => world.asSystem(name, input, `d${n}-${id.slice(-12)}-${part}`),
						},
					)
		},
		async stands(matter) {
			const found =
				await rows`select t.element from matters.process_token t join matters.instance i on i.id = t.instance_id
				where i.matter_id = ${matter} order by t.element`
			return found.map((row) => String(row['element']))
		},
		async entered(name) {
			const found = await rows`select o.value from ledger.opening o join ledger.pending p on p.leaf_hash = o.leaf_hash
				where o.name = 'what' order by p.id`
			const whats = found.map((row): Record<string, unknown> => JSON.parse(String(row['value'])))
			return whats.filter((what) => what['name'] === name).map((what) => Object(what['fact']))
		},
	}
}

export { until } from '#kernel/jobs/tests/trial.ts'
