import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { type ReturnData, readData } from '../certificate/data.ts'
import { resultOf } from '../certificate/result.ts'
import {
	printPaymentOrder,
	printReturn,
	returnRuling,
	showCertificate,
	showReturn,
	showRoundSteps,
	type ShownPlan,
	traceLimits,
} from '../contract.ts'
import { paymentOrderPdf } from '../pdf/payment-order.ts'
import { returnPdf } from '../pdf/return-paper.ts'
import { accountsOf, reportsAsProposed } from '../store/return-data.ts'
import { needRoundSubject } from '../store/return-round.ts'
import { shownPlanOf, stepsOf } from '../store/return-plan.ts'
import { needPayees } from '../store/payee.ts'
import { payRows, roundRows } from '../store/return-rows.ts'

/** F288 to F296. The plan is shown from the lines it was made from, so that it is what was proposed and not what is now. */
export const showReturnView = shows(showReturn, {
	subject: (tx, input) => needRoundSubject(tx, input.round),
	async show({ tx, who, now }, { round }) {
		const [row] = await roundRows(tx, who, now, sql`funds.return_round b`, sql`where b.id = ${round}`)
		if (row === undefined) throw notFound(`return ${round}`)
		const kept = await keptOf(tx, round)
		return {
			output: {
				round: row,
				rows: await payRows(tx, round),
				plan: await planOf(tx, round, kept),
				dataSha256: kept.dataSha256,
				resultSha256: kept.resultSha256,
				objections: await objectionsOf(tx, round),
				certificates: await certificatesOf(tx, round),
			},
			records: [{ type: 'ReturnRound', id: round }],
			matter: round,
		}
	},
})

/** F276. From the lines that are kept with the round. */
export const showRoundStepsView = shows(showRoundSteps, {
	subject: (tx, input) => needRoundSubject(tx, input.round),
	async show({ tx }, { round, account, rule }) {
		const data = readKept(await keptOf(tx, round))
		const accounts = await accountsOf(
			tx,
			data.frozen.map((one) => one.account),
		)
		const node = [...accounts.values()].find((one) => one.id === account)?.node
		if (node === undefined) throw notFound(`account ${account}`)
		return {
			output: stepsOf(data.input, rule, node),
			records: [{ type: 'ReturnRound', id: round }],
			matter: round,
		}
	},
})

/** F296. */
export const printReturnView = shows(printReturn, {
	subject: (tx, input) => needRoundSubject(tx, input.round),
	async show({ tx, who, now }, { round, language }) {
		const [row] = await roundRows(tx, who, now, sql`funds.return_round b`, sql`where b.id = ${round}`)
		if (row === undefined) throw notFound(`return ${round}`)
		const kept = await keptOf(tx, round)
		const bytes = await returnPdf(
			{
				round: row,
				rows: await payRows(tx, round),
				plan: await planOf(tx, round, kept),
				resultSha256: kept.resultSha256,
			},
			language,
		)
		return {
			output: { name: `${row.number}.pdf`, base64: Buffer.from(bytes).toString('base64') },
			records: [{ type: 'ReturnRound', id: round }],
			matter: round,
		}
	},
})

/** F320. */
export const printPaymentOrderView = shows(printPaymentOrder, {
	subject: (tx, input) => needRoundSubject(tx, input.round),
	async show({ tx }, { round, bank, language }) {
		const order = await needPayees(tx, round, bank)
		const bytes = await paymentOrderPdf(order, language)
		return {
			output: { name: `${order.number}-${order.n}.pdf`, base64: Buffer.from(bytes).toString('base64') },
			records: order.lines.map((line) => ({ type: 'FraudReport', id: line.reportId })),
			matter: round,
		}
	},
})

/** F297. The two files that `seawall certificate verify` asks for. */
export const showCertificateView = shows(showCertificate, {
	subject: (tx, input) => needRoundSubject(tx, input.round),
	async show({ tx }, { round, certificate }) {
		const { rows } = await sql<{ number: string; body: string; data: string; sha256: string }>`
			select b.number, c.body, b.data, c.sha256 from funds.certificate c join funds.return_round b on b.id = c.round_id
			where c.id = ${certificate} and b.id = ${round}`.execute(tx)
		const found = rows[0]
		if (found === undefined) throw notFound(`certificate ${certificate}`)
		const { number, ...files } = found
		return {
			output: { ...files, name: `${number}.certificate.json`, dataName: `${number}.data.jsonl` },
			records: [{ type: 'ReturnRound', id: round }],
			matter: round,
		}
	},
})

type Kept = {
	readonly data: string
	readonly limits: unknown
	readonly dataSha256: string
	readonly resultSha256: string
}

async function keptOf(tx: Tx, round: string): Promise<Kept> {
	const { rows } = await sql<Kept>`select data, limits, data_sha256 as "dataSha256", result_sha256 as "resultSha256"
		from funds.return_round where id = ${round}`.execute(tx)
	if (rows[0] === undefined) throw notFound(`return ${round}`)
	return rows[0]
}

function readKept(kept: Kept): ReturnData {
	const data = readData(kept.data)
	if ('fault' in data) throw new Error(`the lines of a return do not read: ${data.fault}`)
	return data
}

async function planOf(tx: Tx, round: string, kept: Kept): Promise<ShownPlan> {
	const data = readKept(kept)
	const limits = traceLimits.parse(kept.limits)
	const numbers = [...data.losses.map((one) => one.victim), ...limits.unverified]
	const from = {
		input: data.input,
		frozen: data.frozen,
		accounts: await accountsOf(
			tx,
			data.frozen.map((one) => one.account),
		),
		reports: await reportsAsProposed(tx, round, numbers),
		withoutStatement: limits.withoutStatement,
		notFollowed: limits.notFollowed,
	}
	return shownPlanOf({ from, data, result: resultOf(data), limits })
}

async function objectionsOf(tx: Tx, round: string) {
	const { rows } = await sql<{
		id: string
		said: string
		entered: Date
		due: Date
		ruling: string | null
		reason: string | null
	}>`select id, said, entered_at as entered, due_at as due, ruling, reason from funds.return_objection
		where round_id = ${round} order by entered_at, id`.execute(tx)
	return rows.map(({ entered, due, ruling, ...row }) => ({
		...row,
		enteredAt: entered.toISOString(),
		dueAt: due.toISOString(),
		ruling: ruling === null ? null : returnRuling.parse(ruling),
	}))
}

async function certificatesOf(tx: Tx, round: string) {
	const { rows } = await sql<{ id: string; sha256: string; issued: Date }>`
		select id, sha256, issued_at as issued from funds.certificate where round_id = ${round} order by issued_at desc, id desc`.execute(
		tx,
	)
	return rows.map(({ issued, ...row }) => ({ ...row, issuedAt: issued.toISOString() }))
}
