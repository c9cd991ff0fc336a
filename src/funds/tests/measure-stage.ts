import type { z } from 'zod'
import { sql } from 'kysely'
import { newId } from '#kernel/ids.ts'
import { system, type Who } from '#kernel/who.ts'
import { approveMeasure, draftStop, signMeasure } from '../contract.ts'
import { applyAnswer, type BankAnswer } from '../store/measure-answer.ts'
import { openStage } from './statement-stage.ts'

/** The demo town with signed reports in it, on whose accounts measures are taken. */
export type MeasureStage = Awaited<ReturnType<typeof openMeasureStage>>

export async function openMeasureStage() {
	const stage = await openStage()
	const { act, write, desk, leader } = stage
	const signed = async (more: { readonly holder?: string | null; readonly state?: string } = {}) => {
		const report = await stage.report({ payeeName: more.holder === undefined ? '周某某' : more.holder })
		await write((tx) =>
			sql`update funds.report set signed_at = reported_at, signed_way = 'here', state = ${more.state ?? 'signed'},
				decided_at = case when ${more.state ?? ''} = 'case' then reported_at end,
				decided_by = case when ${more.state ?? ''} = 'case' then ${leader.person}::uuid end where id = ${report.id}`.execute(
				tx,
			),
		)
		return report
	}
	const sign = (measure: string, who: Who = desk, version = 1) => act(signMeasure, who, { measure, version })
	const approve = (measure: string, who: Who = leader, version = 2) => act(approveMeasure, who, { measure, version })
	return {
		...stage,
		signed,
		sign,
		approve,
		commander: await stage.as('jiang-wanqing'),
		city: await stage.as('bai-haosheng'),
		legal: await stage.as('lu-heping'),
		clock: { ...system, session: null } as Who,
		stop: (report: string, more: Partial<z.input<typeof draftStop.input>> = {}, who: Who = desk) =>
			act(draftStop, who, { report, ...more }),
		/** Drafted, signed by who took the report, approved by who leads: out. */
		async sent(more: Parameters<typeof signed>[0] = {}) {
			const report = await signed(more)
			const { measure } = await act(draftStop, desk, { report: report.id, payment: report.payment })
			await sign(measure)
			await approve(measure)
			return { ...report, measure }
		},
		/** What a bank answers, as the room of banks writes it. */
		answer: (measure: string, said: BankAnswer, now = new Date()) => write((tx) => applyAnswer(tx, measure, said, now)),
		/** Money that went on from one account to a new one, learnt in the report. */
		async onward(report: { readonly id: string; readonly payee: string }, minor: number, minutes: number) {
			const account = newId<'account'>()
			await write(async (tx) => {
				await sql`insert into funds.account (id, kind, bank, number, currency, holder)
					values (${account}, 'bank_account', 'XGRCB', ${`6217${account.slice(-12).toUpperCase()}`}, 'CNY', '吴某')`.execute(
					tx,
				)
				await sql`insert into funds.transfer (matter_id, from_node, to_node, amount_minor, currency, at)
					select ${report.id}, f.node, t.node, ${minor}, 'CNY', '2026-11-24T03:05:00Z'::timestamptz + make_interval(mins => ${minutes})
					from funds.account f, funds.account t where f.id = ${report.payee} and t.id = ${account}`.execute(tx)
			})
			return account
		},
		row: async (measure: string) =>
			(
				await sql<{ state: string; end_reason: string | null; held_minor: number | null; until_at: Date | null }>`
				select state, end_reason, held_minor, until_at from funds.measure where id = ${measure}`.execute(stage.store.db)
			).rows[0],
	}
}
