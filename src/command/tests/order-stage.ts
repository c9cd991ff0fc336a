import { type RawBuilder, sql } from 'kysely'
import type { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import { newId } from '#kernel/ids.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { sequence } from '#kernel/ledger/sequencer.ts'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import { system, type Who } from '#kernel/who.ts'
import { openWorld } from '#tests/world.ts'
import { demoId } from '../../../demo/ids.ts'
import { acceptOrder, addEvidence, checkOrder, giveOrder, handInOrder } from '../contract.ts'
import { stateOfTask } from '../store/order-process.ts'

/** The demo organisation to give orders in: people by their code, acts and views as the spine runs them, a clock to turn. */
export type OrderStage = Awaited<ReturnType<typeof openOrderStage>>

export const agency = (code: string): string => demoId('agency', code)
export const donglan = agency('donglan')
export const lanjiang = agency('lanjiang')
export const xigang = agency('xigang')
export const oldTown = agency('xigang-old-town')
export const quayside = agency('xigang-quayside')
export const northgate = agency('xigang-northgate')

export const hour = 3_600_000
export const day = 24 * hour

export async function openOrderStage() {
	const world = await openWorld()
	let ahead = 0
	let key = 0
	const clock = () => new Date(Date.now() + ahead)
	const spine = { ...world.spine, clock }

	async function act<I extends z.ZodObject, O extends z.ZodType>(
		declared: ActDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
	): Promise<z.output<O>> {
		key += 1
		const answer = await perform(spine, { name: declared.name, input, key: `order-key-${key}`, who })
		return declared.output.parse(answer.output)
	}

	async function look<I extends z.ZodObject, O extends z.ZodType>(
		declared: ViewDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
	): Promise<z.output<O>> {
		const answer = await show(spine, { name: declared.name, input, who })
		return declared.output.parse(answer.output)
	}

	async function as(person: string, kind?: string): Promise<Who> {
		const { rows } = await sql<{
			id: string
		}>`select id from identity.post where person_id = ${demoId('person', person)}
			and (${kind ?? null}::text is null or kind = ${kind ?? null}::text) order by from_at, id limit 1`.execute(
			world.store.db,
		)
		const who = await standingOf(world.store.db, rows[0]?.id ?? '', world.spine.clock())
		if (who === null) throw new Error(`nobody is called ${person}`)
		return { ...who, session: `session-${person}` }
	}

	const people = {
		province: await as('gu-yuanfan'),
		city: await as('bai-haosheng'),
		county: await as('jiang-wanqing'),
		oldTown: await as('zhou-anjie'),
		quayside: await as('hou-bohai'),
		northgate: await as('du-chengbei'),
		officer: await as('he-pingan'),
		dispatcher: await as('tao-xingzhou'),
		countyIntegrity: await as('qiu-zhengming'),
		cityIntegrity: await as('ge-jingming'),
		provinceIntegrity: await as('shao-zhengyuan'),
	}

	/** One order of the county to the old town's station, unless told otherwise. */
	async function given(more: Partial<z.input<(typeof giveOrder)['input']>> = {}, by: Who = people.county) {
		const order = newId()
		const sheet = sheetOf(clock())
		const { orders } = await act(giveOrder, by, {
			agency: by.bureau,
			orders: [{ order, to: oldTown }],
			...sheet,
			...more,
		})
		const [one] = orders
		if (one === undefined) throw new Error('nothing was given')
		return one
	}

	/** Rows as the owner reads them. */
	async function rows<T>(query: RawBuilder<T>): Promise<readonly T[]> {
		return (await query.execute(world.store.db)).rows
	}

	/** Accepts, evidences and hands in. @returns the version then */
	async function doneBy(order: string, who: Who): Promise<number> {
		const accepted = await act(acceptOrder, who, { order, version: 1 })
		await act(addEvidence, who, { order, evidence: newId(), item: 1, words: '三个展厅均已走到' })
		return (await act(handInOrder, who, { order, version: accepted.version })).version
	}

	/** An order of the county that the old town's station did and the county checked. */
	async function closedOrder(): Promise<string> {
		const { order } = await given()
		const version = await doneBy(order, people.oldTown)
		await act(checkOrder, people.county, { order, version, result: 'passed', words: '现场看过' })
		return order
	}

	/** K34. Orders whose state says another thing than their process: never any. */
	async function disagreeing(): Promise<readonly string[]> {
		const found = await rows(sql<{ id: string; state: string; ended: boolean; over: boolean; task: string | null }>`
			select o.id, o.state, o.ended, i.ended_at is not null as over,
				(select w.element from matters.process_wait w where w.instance_id = o.id and w.kind = 'task' limit 1) as task
			from command.issued_order o join matters.instance i on i.id = o.id`)
		return found
			.filter(({ state, ended, over, task }) => {
				const drawn = task === null ? null : stateOfTask[task]
				return ended !== over || (drawn !== null ? drawn !== state : !ended && state !== 'closed')
			})
			.map((row) => `${row.id} ${row.state} ${row.task}`)
	}

	return {
		...world,
		spine,
		rows,
		doneBy,
		closedOrder,
		disagreeing,
		act,
		look,
		as,
		given,
		clock,
		system,
		people,
		everyone: world.people,
		/** Turns the clock ahead. */
		turn(ms: number) {
			ahead += ms
		},
		sequence: () => sequence(world.store, world.signer),
	}
}

/** A sheet due in eight days. */
export function sheetOf(now: Date) {
	return {
		language: 'zh' as const,
		title: `检查消防通道 ${newId().slice(-6)}`,
		text: '逐厅检查消防通道，当场清除堵塞物。',
		why: '秋季展会发现两处通道上锁。',
		basis: '《消防法》第五十三条',
		due: { at: new Date(now.getTime() + 8 * day).toISOString() },
		checklist: [{ words: '每个展厅走到', evidence: 'site_record' as const }],
	}
}

/** The refusal a promise ends in; fails when it does not. */
export async function refusalOf(promise: Promise<unknown>): Promise<Refusal> {
	try {
		await promise
	} catch (error) {
		if (error instanceof Refusal) return error
		throw error
	}
	throw new Error('nothing was refused')
}
