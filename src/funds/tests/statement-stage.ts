import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { z } from 'zod'
import type { ActDeclaration, ViewDeclaration } from '#kernel/contract/declare.ts'
import { standingOf } from '#kernel/identity/api.ts'
import { partBytes } from '#kernel/files/contract.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { perform } from '#kernel/spine/perform.ts'
import { show } from '#kernel/spine/show.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import type { Who } from '#kernel/who.ts'
import { openWorld } from '#tests/world.ts'
import { demoId } from '../../../demo/ids.ts'
import { announceStatement, importStatement, putStatement } from '../contract.ts'

/** The demo town with a report of fraud in it: requests and statements are asked of it. */
export type Stage = Awaited<ReturnType<typeof openStage>>

export const bureau = demoId('agency', 'xigang')
const opened = z.object({ incident: z.string() })

export async function openStage() {
	const world = await openWorld()
	const { store, spine } = world
	let key = 0
	const purpose = { reason: 'To follow the money of this report.' }
	async function act<I extends z.ZodObject, O extends z.ZodType>(
		declared: ActDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
		on: Spine = spine,
	): Promise<z.output<O>> {
		key += 1
		const asked = { name: declared.name, input, key: `statement-stage-${key}`, who }
		const answer = await perform(on, declared.purpose === 'required' ? { ...asked, purpose } : asked)
		return declared.output.parse(answer.output)
	}
	async function look<I extends z.ZodObject, O extends z.ZodType>(
		declared: ViewDeclaration<I, O>,
		who: Who,
		input: z.input<I>,
		on: Spine = spine,
	): Promise<z.output<O>> {
		const asked = { name: declared.name, input, who }
		const answer = await show(on, declared.purpose === 'required' ? { ...asked, purpose } : asked)
		return declared.output.parse(answer.output)
	}
	async function as(person: string): Promise<Who> {
		const { rows } = await sql<{
			id: string
		}>`select id from identity.post where person_id = ${demoId('person', person)}
			order by from_at desc limit 1`.execute(store.db)
		const who = await standingOf(store.db, rows[0]?.id ?? '', spine.clock())
		if (who === null) throw new Error(`nobody is called ${person}`)
		return { ...who, session: `session-${person}` }
	}
	const desk = await as('tao-xingzhou')
	const investigator = await as('jin-mingzhang')
	const write = <T>(work: Parameters<typeof store.transact<T>>[1]) => store.transact('owner', work)
	let reports = 0
	return {
		...world,
		act,
		look,
		as,
		desk,
		write,
		investigator,
		leader: await as('shen-jinghai'),
		/** A report with one payment of 50,000.00 that went to an account, as a desk took it. */
		async report(more: { readonly payeeName?: string | null } = {}) {
			key += 1
			reports += 1
			const place = { words: 'as said', address: `address:${await anAddress(world)}` }
			const input = { agency: bureau, type: 'fraud_paying_now', place }
			const asked = { name: 'dispatch.incident.open', input, key: `statement-stage-${key}`, who: desk }
			const matter = opened.parse((await perform(spine, asked)).output).incident
			const payee = newId<'account'>()
			const payment = newId<'payment'>()
			const number = `F-2611-9${String(reports).padStart(4, '0')}`
			const payeeNumber = `62284804025${String(reports).padStart(8, '0')}`
			await write(async (tx) => {
				await sql`insert into funds.report (id, number, agency_id, taken_by, scheme, victim_name, victim_bank, currency, loss_minor,
						reported_at)
					values (${matter}, ${number}, ${bureau}, ${desk.person}, 'investment', '林某', 'FBANK', 'CNY', 5000000,
						'2026-11-24T03:12:00Z')`.execute(tx)
				await sql`insert into funds.account (id, kind, bank, number, currency)
					values (${payee}, 'bank_account', 'XGRCB', ${payeeNumber}, 'CNY')`.execute(tx)
				await sql`insert into funds.payment (id, report_id, n, to_account_id, payee_kind, payee_name, payee_number, amount_minor,
						currency, paid_at)
					values (${payment}, ${matter}, 1, ${payee}, 'bank_account', ${more.payeeName ?? null}, ${payeeNumber},
						5000000, 'CNY', '2026-11-24T03:05:00Z')`.execute(tx)
			})
			return { id: matter, number, payee, payeeNumber, payment }
		},
		/** A file announced, handed in and read. */
		async statement(
			report: string,
			bytes: Uint8Array,
			more: Partial<z.input<typeof announceStatement.input>> = {},
			who: Who = investigator,
		) {
			const sha256 = createHash('sha256').update(bytes).digest('hex')
			const { statement, missing } = await act(announceStatement, who, {
				report,
				sha256,
				bytes: bytes.length,
				kind: 'application/xml',
				bank: 'XJRC',
				untilAt: new Date(Date.now() + 90 * 86_400_000).toISOString(),
				...more,
			})
			for (const part of missing) {
				const body = bytes.subarray(part * partBytes, (part + 1) * partBytes)
				await act(putStatement, who, { statement, sha256, part, base64: Buffer.from(body).toString('base64') })
			}
			return act(importStatement, who, { statement, version: 1 })
		},
		/** How many rows of each table of statements there are. */
		async rows() {
			const { rows } = await sql<Record<string, number>>`select
				(select count(*)::int from funds.statement_line) as lines, (select count(*)::int from funds.statement_account) as sections,
				(select count(*)::int from funds.transfer) as transfers, (select count(*)::int from funds.account) as accounts,
				(select count(*)::int from files.part) as parts`.execute(store.db)
			return rows[0]
		},
		later: (hours: number): Spine => ({ ...spine, clock: () => new Date(Date.now() + hours * 3_600_000) }),
	}
}

async function anAddress({ store }: Awaited<ReturnType<typeof openWorld>>): Promise<number> {
	const { rows } = await sql<{ id: number }>`select a.id from geo.address a join geo.area r
		on st_intersects(r.shape, a.point) where r.code = 'xigang-old-town' order by a.id limit 1`.execute(store.db)
	return rows[0]?.id ?? 0
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
