import { sql } from 'kysely'
import type { Words } from '#kernel/contract/declare.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { type ReturnState, returnState } from '../contract.ts'
import { moneyText } from '../rules/money-text.ts'

/** What a victim reads of one round, line by line, in both languages. */
export type Letter = { readonly en: string[]; readonly zh: string[] }

const zone = 8 * 3_600_000

/** F299. The rounds that give something to a report, newest first; nothing of a proposal that nobody approved. */
export async function lettersOf(tx: Tx, report: string): Promise<Letter[]> {
	const { rows } = await sql<{
		number: string
		state: string
		currency: string
		amount: number
		paid: number
		until: Date | null
	}>`select b.number, b.state, b.currency, sum(w.amount_minor)::bigint as amount,
			coalesce(sum(w.amount_minor) filter (where w.paid_at is not null), 0)::bigint as paid, b.notice_until as until
		from funds.return_row w join funds.return_round b on b.id = w.round_id
		where w.report_id = ${report} and b.state in ('notice', 'paying', 'paid', 'stopped') group by b.id
		order by b.proposed_at desc`.execute(tx)
	return rows.map((row) =>
		letterOf({
			number: row.number,
			state: returnState.parse(row.state),
			amount: inWords(Number(row.amount), row.currency),
			paid: inWords(Number(row.paid), row.currency),
			until: row.until,
		}),
	)
}

type Told = {
	readonly number: string
	readonly state: ReturnState
	readonly amount: Words
	readonly paid: Words
	readonly until: Date | null
}

function inWords(minor: number, currency: string): Words {
	const en = moneyText(minor, currency)
	return { en, zh: currency === 'CNY' ? `${en.slice(4)} 元` : en }
}

function letterOf({ number, state, amount, paid, until }: Told): Letter {
	const last = until === null ? null : new Date(until.getTime() + zone - 1)
	const en = last === null ? '' : last.toISOString().slice(0, 10)
	const zh = last === null ? '' : `${last.getUTCMonth() + 1} 月 ${last.getUTCDate()} 日`
	const free = {
		en: 'Getting money back costs nothing. Nobody will ask you for a fee, a code or a transfer.',
		zh: '返还不收任何费用。不会有人向你收费、要验证码或让你转账。',
	}
	if (state === 'notice')
		return {
			en: [
				`${amount.en} is to be given back to you (${number}).`,
				`The plan is public until ${en}. Until then you and anybody else may object at any police station.`,
				free.en,
			],
			zh: [
				`拟返还你 ${amount.zh}（${number}）。`,
				`方案公示至 ${zh}。公示期内，你和其他人可到任一派出所提出异议。`,
				free.zh,
			],
		}
	if (state === 'paying')
		return {
			en: [`The banks were told to pay you ${amount.en} (${number}). Paid so far: ${paid.en}.`, free.en],
			zh: [`已通知银行返还你 ${amount.zh}（${number}），已到账 ${paid.zh}。`, free.zh],
		}
	if (state === 'paid')
		return {
			en: [`${amount.en} was given back to you (${number}).`, 'What else is found opens another return.'],
			zh: [`已返还你 ${amount.zh}（${number}）。`, '今后再有资金追回，将另行返还。'],
		}
	return {
		en: [`An objection to return ${number} was right. The money stays frozen until a new plan.`, free.en],
		zh: [`返还方案 ${number} 的异议成立，资金继续冻结，将重新拟定方案。`, free.zh],
	}
}
