import { createHash } from 'node:crypto'
import { performs } from '#kernel/act.ts'
import type { Words } from '#kernel/contract/declare.ts'
import { announceFile } from '#kernel/files/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import { keyAnswer, orderChanged } from '../contract.ts'
import { enterAnswer } from '../store/answer.ts'
import { loadOrder } from '../store/order.ts'
import { mustFollow } from './carry-order.ts'

/** F140. Keyed, photographed or both; what it does is what the same answer from a machine does. */
export const performKeyAnswer = performs(keyAnswer, {
	load: (tx, input) => loadOrder(tx, input.order),
	run: async ({ tx, now, who, key }, row, input) => {
		if ((input.is === 'mismatch') !== (input.field !== undefined))
			throw wrong('F147', 'field', {
				en: 'Say which of the four did not match: holder, account, amount or time.',
				zh: '请写明四要素中哪一项不符：户名、账号、金额或时间。',
			})
		if ((input.is === 'held' || input.is === 'returned') !== (input.amountMinor !== undefined))
			throw wrong('F148', 'amountMinor', {
				en: 'An amount goes with money held or returned, and with nothing else.',
				zh: '止付或退回须写明金额，其他答复不写金额。',
			})
		const at = input.at === undefined ? now : new Date(input.at)
		mustFollow(row, at, now)
		if (input.photo !== undefined) await announceFile(tx, { matter: row.measure, ...input.photo })
		const told = {
			// Without a number of the bank the press of the key is its name: pressed twice it counts once.
			message: input.reference ?? `keyed ${createHash('sha256').update(key).digest('hex').slice(0, 32)}`,
			n: 0,
			is: input.is,
			at: at.toISOString(),
			...(input.field === undefined ? {} : { field: input.field }),
			...(input.amountMinor === undefined ? {} : { amount: { minor: input.amountMinor, currency: row.currency } }),
			...(input.reason === undefined ? {} : { reason: input.reason }),
		}
		const { taken, messages } = await enterAnswer(
			tx,
			told,
			{
				// By hand it is another message than by machine: the newest by the bank’s clock decides.
				sender: `keyed ${row.bank ?? row.id}`,
				way: 'keyed',
				bank: row.bank,
				agency: row.agency,
				order: row,
				why: null,
				by: who.person,
				fileSha256: null,
				photo: input.photo?.sha256 ?? null,
			},
			now,
		)
		return {
			output: { order: row.id, answer: taken.answer, standing: taken.standing },
			fact: {
				order: row.id,
				answer: taken.answer,
				is: input.is,
				field: input.field ?? null,
				minor: input.amountMinor ?? null,
				standing: taken.standing,
				photo: input.photo?.sha256 ?? null,
			},
			...(input.reason === undefined ? {} : { personal: { reason: input.reason } }),
			messages: [
				{ topic: orderChanged, resource: { type: 'FundsOrder', id: row.id }, body: { answered: input.is } },
				...messages,
			],
			matter: row.measure,
		}
	},
})

function wrong(rule: string, field: string, words: Words): Refusal {
	return new Refusal('invalid', words, { rule, field })
}
