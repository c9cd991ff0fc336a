import { sql } from 'kysely'
import { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import type { Who } from '#kernel/who.ts'
import { openWorld } from '#tests/world.ts'
import { demoId } from '../../../demo/ids.ts'
import { addPayment, openReport } from '../contract.ts'

/** The demo town in which frauds are reported: people by their code, acts and views as the spine runs them. */
export type Stage = Awaited<ReturnType<typeof openStage>>

export const bureau = demoId('agency', 'xigang')
const opened = z.object({ incident: z.string() })
const purpose = { reason: 'To ring the victim back.' }

export async function openStage() {
	const world = await openWorld()
	const { store, spine } = world
	let key = 0
	async function ask(name: string, who: Who, input: Record<string, unknown>, on: Spine = spine): Promise<unknown> {
		key += 1
		return (await perform(on, { name, input, key: `report-stage-${key}`, who })).output
	}
	async function act<I extends z.ZodObject, O extends z.ZodType>(
		declared: ActDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
		on: Spine = spine,
	): Promise<z.output<O>> {
		return declared.output.parse(await ask(declared.name, who, input, on))
	}
	async function look<I extends z.ZodObject, O extends z.ZodType>(
		declared: ViewDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
		on: Spine = spine,
	): Promise<z.output<O>> {
		const asked = { name: declared.name, input, who }
		return declared.output.parse(
			(await show(on, declared.purpose === 'required' ? { ...asked, purpose } : asked)).output,
		)
	}
	/** Who a person of the demo is at their newest post, or the one of a kind. */
	async function as(person: string, kind?: string): Promise<Who> {
		const { rows } = await sql<{
			id: string
		}>`select id from identity.post where person_id = ${demoId('person', person)}
			and (${kind ?? null}::text is null or kind = ${kind ?? null}::text) order by from_at desc limit 1`.execute(
			store.db,
		)
		const who = await standingOf(store.db, rows[0]?.id ?? '', spine.clock())
		if (who === null) throw new Error(`nobody is called ${person}`)
		return { ...who, session: `session-${person}` }
	}
	const desk = await as('fang-zhixin')
	const { rows: addresses } = await sql<{ id: number }>`select a.id from geo.address a join geo.area r
		on st_intersects(r.shape, a.point) where r.code = 'xigang-old-town' order by a.id limit 1`.execute(store.db)
	const place = { words: 'as said', address: `address:${addresses[0]?.id}` }
	return {
		...world,
		act,
		look,
		as,
		desk,
		commander: await as('jiang-wanqing', 'commander'),
		investigator: await as('jin-mingzhang'),
		incident: async (type: string) =>
			opened.parse(await ask('dispatch.incident.open', desk, { agency: bureau, type, place })).incident,
		report: (more: z.input<typeof openReport.input> = {}, who: Who = desk) => act(openReport, who, more),
		/** 50,000.00 to an account an hour ago. */
		pay: (report: string, more: Partial<z.input<typeof addPayment.input>> = {}, who: Who = desk) =>
			act(addPayment, who, { ...paid(), ...more, report }),
		later: (hours: number): Spine => ({ ...spine, clock: () => new Date(Date.now() + hours * 3_600_000) }),
		own: <T>(work: Parameters<typeof store.transact<T>>[1]) => store.transact('owner', work),
	}
}

const paid = () => ({
	payeeKind: 'bank_account' as const,
	payeeName: '王某',
	payeeNumber: '6222 0212 3456 7890 128',
	payeeBank: '港湾银行',
	amountMinor: 5_000_000,
	paidAt: new Date(Date.now() - 3_600_000).toISOString(),
	channel: 'bank_app' as const,
})

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
