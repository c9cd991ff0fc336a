import { sql } from 'kysely'
import type { ActContext, Done } from '#kernel/act.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { whereOf } from '#kernel/powers/filter.ts'
import { Refusal } from '#kernel/refusal.ts'
import { answerTaken, orderResource, type ToldAnswer } from '../contract.ts'
import { type Entered, enterAnswer } from './answer.ts'
import type { BankOf } from './bank.ts'
import { orderOf } from './correlate.ts'

/** Clocks of two systems differ by as much without anybody being wrong. */
const slackMs = 60_000

type From = { readonly bank: BankOf; readonly way: 'file' | 'feed'; readonly sha256: string }

/**
 * F143 to F149. One answer of a bank, correlated and entered once. For whoever brings a file, only orders they may see are
 * found. @throws Refusal for a moment in the future, a mismatch that names no field, or another answer under a known name
 */
export async function takeTold({ tx, who, now }: ActContext, told: ToldAnswer, from: From): Promise<Entered> {
	mustSay(told, now)
	const seen = powersInUse().filter(who, orderResource.see, orderResource, {
		now: Math.floor(now.getTime() / 1000),
		purpose: false,
	})
	const { order, why } = await orderOf(tx, told, from.bank, whereOf(seen, 'o'))
	await sql`insert into funds.bank_heard (bank_id, answered_at) values (${from.bank.id}, ${now})
		on conflict (bank_id) do update set answered_at = greatest(bank_heard.answered_at, excluded.answered_at)`.execute(
		tx,
	)
	const person = who.person === 'system' ? null : who.person
	return enterAnswer(
		tx,
		told,
		{
			sender: from.bank.id,
			way: from.way,
			bank: from.bank.id,
			agency: person === null ? from.bank.agency : who.bureau,
			order,
			why,
			by: person,
			fileSha256: from.sha256,
			photo: null,
		},
		now,
	)
}

function mustSay(told: ToldAnswer, now: Date): void {
	if (Date.parse(told.at) > now.getTime() + slackMs)
		throw new Refusal(
			'invalid',
			{ en: 'The answer is dated in the future.', zh: '答复时间在未来。' },
			{ rule: 'F149', field: 'at' },
		)
	if ((told.is === 'mismatch') !== (told.field !== undefined))
		throw new Refusal(
			'invalid',
			{
				en: 'A mismatch names its field, and nothing else does: holder, account, amount or time.',
				zh: '不符须写明字段（户名、账号、金额或时间），其他答复不写。',
			},
			{ rule: 'F147', field: 'field' },
		)
	if (told.is === 'returned' && told.amount === undefined)
		throw new Refusal(
			'invalid',
			{ en: 'Money returned has an amount.', zh: '退回款项须写明金额。' },
			{ rule: 'F148', field: 'amount' },
		)
}

/** What the ledger and the screens are told of answers that came together. */
export function answersTaken(
	bank: BankOf,
	entered: readonly Entered[],
	sha256: string,
): Pick<Done<unknown>, 'fact' | 'messages'> {
	const answers = entered.map(({ taken }) => taken)
	return {
		fact: {
			bank: bank.code,
			sha256,
			answers: answers.map(({ answer, is, standing, why, order }) => ({ answer, is, standing, why, order })),
		},
		messages: entered.flatMap(({ taken: { answer, is, standing, already }, messages }) =>
			already
				? []
				: [{ topic: answerTaken, resource: { type: 'FundsAnswer', id: answer }, body: { is, standing } }, ...messages],
		),
	}
}
