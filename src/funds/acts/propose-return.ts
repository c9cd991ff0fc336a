import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { newId } from '#kernel/ids.ts'
import { openMatter } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { writeData } from '../certificate/data.ts'
import { sha256Of, writeResult } from '../certificate/result.ts'
import { proposeReturn } from '../contract.ts'
import { loadReport, mustStandIn } from '../store/report.ts'
import { findReading, type Planned, planNow } from '../store/return-plan.ts'
import { changedRound } from '../store/return-round.ts'

/** F288, F289. The plan is computed here and kept with the lines it came from; the city above decides it. */
export const performProposeReturn = performs(proposeReturn, {
	load: async (tx, input) => ({ ...(await loadReport(tx, input.report)), version: null }),
	run: async ({ tx, now, who }, report, { reason }) => {
		mustStandIn(report, ['case'])
		await mustBeAlone(tx, report.agency)
		const reading = await findReading(tx, report.agency)
		if (reading === null) throw unread()
		const approver = await cityAbove(tx, report.agency)
		const number = await nextNumber(tx, now)
		const planned = await planNow(tx, report, number, reading.reading)
		const sums = sumsOf(planned)
		mustGive(planned, sums.givenMinor, reading.reading)
		const { matter: round } = await openMatter(tx, {
			kind: 'return',
			process: 'funds.return',
			agency: report.agency,
			now,
		})
		const data = writeData(planned.data)
		const result = writeResult(planned.result)
		const [dataSha256, resultSha256] = [sha256Of(data), sha256Of(result)]
		await sql`insert into funds.return_round (id, number, report_id, agency_id, approver_id, currency, reading, reading_id,
				frozen_minor, given_minor, stays_minor, data, data_sha256, result, result_sha256, limits, proposed_by, proposed_at, reason)
			values (${round}, ${number}, ${report.id}, ${report.agency}, ${approver}, ${report.currency}, ${reading.reading},
				${reading.id}, ${sums.frozenMinor}, ${sums.givenMinor}, ${sums.staysMinor}, ${data}, ${dataSha256}, ${result},
				${resultSha256}, ${JSON.stringify(planned.limits)}::text::jsonb, ${who.person}, ${now}, ${reason})`.execute(tx)
		await keepRows(tx, round, planned, now)
		return {
			output: {
				round,
				state: 'proposed' as const,
				version: 1,
				number,
				givenMinor: sums.givenMinor,
				staysMinor: sums.staysMinor,
			},
			fact: { round, number, reading: reading.reading, data: dataSha256, result: resultSha256, ...sums, approver },
			personal: { reason },
			messages: [changedRound(round, 'proposed')],
			matter: round,
		}
	},
})

function sumsOf({ result: { plan } }: Planned) {
	const frozenMinor = plan.accounts.reduce((sum, one) => sum + one.heldMinor, 0)
	const givenMinor = plan.rows.reduce((sum, row) => sum + row.amountMinor, 0)
	return { frozenMinor, givenMinor, staysMinor: frozenMinor - givenMinor }
}

/** F281, F287. The letter cannot be paid where the losses exceed what is frozen. */
function mustGive({ result }: Planned, givenMinor: number, reading: 'letter' | 'reading'): void {
	if (givenMinor === 0)
		throw new Refusal(
			'wrong_state',
			{
				en: 'There is nothing to give back: no money is frozen that reached from a victim with a verified loss.',
				zh: '没有可返还的资金：没有可追溯到已核实损失受害人的冻结资金。',
			},
			{ rule: 'F289', field: 'report' },
		)
	if (reading === 'letter' && result.plan.pool.letterExceeds)
		throw new Refusal(
			'wrong_state',
			{
				en: 'By the letter more would be paid than is frozen. Legal review must confirm the other reading first.',
				zh: '按条文字面计算，返还额将超过冻结额。须先由法制审核确认另一种适用方式。',
			},
			{ rule: 'F287', field: 'report' },
		)
}

async function keepRows(tx: Tx, round: string, { from, result }: Planned, now: Date): Promise<void> {
	const reports = new Map(from.reports.map((one) => [one.number, one.id]))
	for (const [index, row] of result.plan.rows.entries())
		await sql`insert into funds.return_row (id, round_id, n, report_id, account_id, amount_minor, way)
			values (${newId<'return-row'>(now.getTime())}, ${round}, ${index + 1}, ${reports.get(row.victim) ?? null},
				${from.accounts.get(row.account)?.id ?? null}, ${row.amountMinor}, ${row.way})`.execute(tx)
}

/** F288. One proposal of a bureau at a time: two would give the same money twice. */
async function mustBeAlone(tx: Tx, agency: string): Promise<void> {
	await sql`select pg_advisory_xact_lock(hashtextextended('funds.return.' || ${agency}, 0))`.execute(tx)
	const { rows } = await sql<{ number: string }>`
		select number from funds.return_round where agency_id = ${agency} and state = 'proposed' limit 1`.execute(tx)
	const standing = rows[0]
	if (standing === undefined) return
	throw new Refusal(
		'already',
		{
			en: `Return ${standing.number} waits for the city. It is decided or taken back before another is proposed.`,
			zh: `返还方案 ${standing.number} 正待市局批准，处理完毕后才能另行提请。`,
		},
		{ rule: 'F288', field: 'report' },
	)
}

/** F290. @throws Refusal `wrong_state` where no city stands above */
async function cityAbove(tx: Tx, agency: string): Promise<string> {
	const { rows } = await sql<{ id: string }>`
		select a.id from identity.agency_closure c join identity.agency a on a.id = c.ancestor
		where c.descendant = ${agency} and a.tier = 'city' and a.branch is null and c.depth > 0 order by c.depth limit 1`.execute(
		tx,
	)
	const city = rows[0]?.id
	if (city !== undefined) return city
	throw new Refusal(
		'wrong_state',
		{ en: 'No city stands above this bureau to approve a return.', zh: '本单位没有可批准返还的上级市局。' },
		{ rule: 'F290', field: 'report' },
	)
}

async function nextNumber(tx: Tx, now: Date): Promise<string> {
	const { rows } = await sql<{ number: string }>`
		select 'B-' || to_char(${now}::timestamptz at time zone 'Asia/Shanghai', 'YYMM') || '-'
			|| lpad((nextval('funds.return_number') % 100000)::text, 5, '0') as number`.execute(tx)
	return rows[0]?.number ?? ''
}

function unread(): Refusal {
	return new Refusal(
		'wrong_state',
		{
			en: 'Legal review has not confirmed yet how shares are read here.',
			zh: '法制审核尚未确认本局返还比例的适用方式。',
		},
		{ rule: 'F287', field: 'report' },
	)
}
