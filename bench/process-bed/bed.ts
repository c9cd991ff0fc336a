import { sql } from 'kysely'
import { openMigrated } from '#app/open.ts'
import type { Store } from '#kernel/db/store.ts'
import { deadlinesSlice } from '#kernel/deadlines/api.ts'
import { identitySlice } from '#kernel/identity/api.ts'
import { type ClockParts, startClocks } from '#kernel/jobs/clocks.ts'
import { ledgerSlice } from '#kernel/ledger/api.ts'
import { startSequencer } from '#kernel/ledger/sequencer.ts'
import { newSignerKey, readSigner } from '#kernel/ledger/signer.ts'
import { mattersSlice, useServices } from '#kernel/matters/api.ts'
import { beginProcess, publishProcess } from '#kernel/matters/process/api.ts'
import { loadPowers, powersSlice, usePowers } from '#kernel/powers/api.ts'
import { perform } from '#kernel/spine/perform.ts'
import { makeSpine, type Spine } from '#kernel/spine/spine.ts'
import { system } from '#kernel/who.ts'
import { agency, benchSlice } from './slice.ts'

/** Where a bed stands: a folder for the embedded database, or PostgreSQL by its owner's URL. */
export type Bed = {
	readonly store: Store
	readonly spine: Spine
	/** Performs an act as the system; gives its output. */
	readonly act: ClockParts['perform']
	/** Starts the sequencer and the clocks; gives what stops them. `done` hears of every act of a clock that was committed. */
	start(done?: (input: Readonly<Record<string, unknown>>) => void): Promise<() => Promise<void>>
	/** Starts the sequencer alone: nobody answers what is asked. */
	number(): () => Promise<void>
	close(): Promise<void>
}

/** Asks one service of our own, then ends. */
const served = drawn(`<startEvent id="start"/>
	<serviceTask id="look" xmlns:c="http://camunda.org/schema/1.0/bpmn" c:topic="bench.look"/><endEvent id="end"/>
	<sequenceFlow id="f1" sourceRef="start" targetRef="look"/><sequenceFlow id="f2" sourceRef="look" targetRef="end"/>`)

/** Waits an hour, then ends. */
const timed = drawn(`<startEvent id="start"/>
	<intermediateCatchEvent id="wait"><timerEventDefinition><timeDuration>PT1H</timeDuration></timerEventDefinition></intermediateCatchEvent>
	<endEvent id="end"/>
	<sequenceFlow id="f1" sourceRef="start" targetRef="wait"/><sequenceFlow id="f2" sourceRef="wait" targetRef="end"/>`)

function drawn(inside: string): string {
	return `<?xml version="1.0" encoding="UTF-8"?><definitions xmlns="http://www.omg.org/spec/BPMN/20100524/MODEL"
		targetNamespace="http://seawall.example/bench"><process id="p" isExecutable="true">${inside}</process></definitions>`
}

/** Opens (and makes, where it is new) a bed: the kernel's rooms, a slice of the bench's own, two drawings. */
export async function openBed(place: { readonly data: string; readonly databaseUrl: string | null }): Promise<Bed> {
	const store = await openMigrated({ ...place, port: 0 })
	const slices = [powersSlice, ledgerSlice, identitySlice, mattersSlice, deadlinesSlice, benchSlice]
	const powers = loadPowers(slices)
	usePowers(powers)
	useServices(slices)
	const spine = makeSpine({ store, powers, slices })
	await store.transact('owner', async (tx) => {
		await publishProcess(tx, { process: 'bench.served', bpmn: served, now: spine.clock() })
		await publishProcess(tx, { process: 'bench.timed', bpmn: timed, now: spine.clock() })
	})
	const act: Bed['act'] = async (name, input, key) => (await perform(spine, { name, input, key, who: system })).output
	return {
		store,
		spine,
		act,
		start: (done) => start(spine, act, done),
		number() {
			const sequencer = sequence(spine, () => {})
			return () => sequencer.stop()
		},
		close: () => store.close(),
	}
}

function sequence({ store }: Spine, onEntries: () => void) {
	const signer = readSigner(newSignerKey('bench.example/process'))
	return startSequencer({ store, signer, everyMs: 50, onEntries, onFault: (error) => console.error(error) })
}

async function start(
	spine: Spine,
	act: Bed['act'],
	done: (input: Readonly<Record<string, unknown>>) => void = () => {},
): Promise<() => Promise<void>> {
	const { store, clock } = spine
	const perform: Bed['act'] = async (name, input, key) => {
		const output = await act(name, input, key)
		done(input)
		return output
	}
	const onFault = (error: unknown) => console.error(error)
	const clocks = await startClocks({ store, clock, perform, onFault })
	const sequencer = sequence(spine, () => clocks.poke())
	return async () => {
		await clocks.stop()
		await sequencer.stop()
	}
}

/**
 * Lets `count` matters wait for a timer: one opened by the engine, the others its rows copied under ids of their own.
 * @param due the SQL for when the timer of matter `g` (from 1) is due
 */
export async function waitingMatters({ store, spine }: Bed, count: number, due: string): Promise<void> {
	await store.transact('owner', async (tx) => {
		const now = spine.clock()
		const { matter } = await beginProcess(
			{ tx, now },
			{ kind: 'bench', process: 'bench.timed', agency, data: { n: 1 } },
		)
		await sql`create temporary table copied on commit drop as
			select gen_random_uuid() as id, g, ${sql.raw(due)} as due from generate_series(1, ${count}::integer) g`.execute(
			tx,
		)
		await sql`insert into matters.matter (id, kind, agency_id, drawing_id, opened_at)
			select c.id, m.kind, m.agency_id, m.drawing_id, m.opened_at from matters.matter m, copied c where m.id = ${matter}`.execute(
			tx,
		)
		await sql`insert into matters.instance (id, matter_id, drawing_id, process, rest, opened_at)
			select c.id, c.id, i.drawing_id, i.process, i.rest, i.opened_at
			from matters.instance i, copied c where i.id = ${matter}`.execute(tx)
		await sql`insert into matters.process_token (instance_id, n, element, scope, state, rest, arrived_at)
			select c.id, t.n, t.element, t.scope, t.state, t.rest, t.arrived_at
			from matters.process_token t, copied c where t.instance_id = ${matter}`.execute(tx)
		await sql`insert into matters.process_wait (instance_id, n, kind, element, token, scope, due_at, asked_at)
			select c.id, w.n, w.kind, w.element, w.token, w.scope, c.due, w.asked_at
			from matters.process_wait w, copied c where w.instance_id = ${matter}`.execute(tx)
		await sql`insert into matters.process_step (instance_id, n, happening, steps, at)
			select c.id, s.n, s.happening, s.steps, s.at
			from matters.process_step s, copied c where s.instance_id = ${matter}`.execute(tx)
		await sql`delete from matters.process_wait where instance_id = ${matter}`.execute(tx)
	})
	await sql`analyze matters.process_wait`.execute(store.db).catch(() => {})
}

export type Tally = {
	/** Timers that have not fired. */
	readonly open: number
	/** Instances whose timer fired, and how often timers fired in all. */
	readonly fired: number
	readonly firings: number
	/** Lines of the ledger about it. */
	readonly lines: number
	/** Served processes that were opened, keys of acts that opened one, services that answered, and lines of answers. */
	readonly opened: number
	readonly keys: number
	readonly answered: number
	readonly answers: number
}

/** Counts what a killed server left. */
export async function tally({ store }: Bed): Promise<Tally> {
	const lines = (act: string) =>
		sql`(select count(*)::integer from ledger.opening where name = 'what' and value like ${`%"${act}"%`})`
	const steps = (happening: string) =>
		sql`(select count(*)::integer from matters.process_step where happening = ${happening})`
	const { rows } = await sql<Tally>`select
		(select count(*)::integer from matters.process_wait where kind = 'timer') as open,
		(select count(distinct instance_id)::integer from matters.process_step where happening = 'timer') as fired,
		${steps('timer')} as firings, ${lines('matters.process.tick')} as lines,
		(select count(*)::integer from matters.instance i join matters.drawing d on d.id = i.drawing_id
			where d.process = 'bench.served') as opened,
		(select count(*)::integer from kernel.act_key where act = 'bench.process.open') as keys,
		${steps('complete')} as answered, ${lines('matters.service.answer')} as answers`.execute(store.db)
	const [row] = rows
	if (row === undefined) throw new Error('nothing was counted')
	return row
}

/** When each open timer is due, by its instance, in milliseconds. */
export async function dueTimes({ store }: Bed): Promise<Map<string, number>> {
	const { rows } = await sql<{ id: string; due: Date }>`select instance_id as id, due_at as due
		from matters.process_wait where kind = 'timer'`.execute(store.db)
	return new Map(rows.map((row) => [row.id, row.due.getTime()]))
}
