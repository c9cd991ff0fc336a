import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { announceFile } from '#kernel/files/api.ts'
import { newId } from '#kernel/ids.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { carryMessage, warningChanged } from '../contract.ts'
import { loadWarning } from '../store/warning.ts'

/** Clocks of two systems differ by as much without anybody being wrong. */
const slackMs = 5_000

/** V68. The newest message stands for the warning when none is named. */
export const performCarryMessage = performs(carryMessage, {
	load: async (tx, input) => ({ ...(await loadWarning(tx, input.warning)), version: null }),
	run: async ({ tx, now }, row, input) => {
		const { reference, photo, to } = input
		if (reference === undefined && photo === undefined)
			throw wrong('reference', {
				en: 'Key their number, or photograph their screen.',
				zh: '请录入对方编号，或拍下对方屏幕。',
			})
		const { rows } = await sql<{ identifier: string; sent_at: Date }>`select identifier, sent_at from warnings.message
			where warning_id = ${row.id} and (${input.message ?? null}::text is null or identifier = ${input.message ?? null}::text)
			order by n desc limit 1`.execute(tx)
		const message = rows[0]
		if (message === undefined) throw notFound(`a message of ${row.id}`)
		const at = input.at === undefined ? now : new Date(input.at)
		if (at.getTime() > now.getTime() + slackMs || at.getTime() < message.sent_at.getTime() - slackMs)
			throw wrong('at', {
				en: 'The time lies in the future, or before the message went out. Check their clock.',
				zh: '时间在未来，或早于消息发出时间，请核对对方时钟。',
			})
		if (photo !== undefined) await announceFile(tx, { matter: row.id, ...photo })
		const carried = newId<'carried'>(now.getTime())
		await sql`insert into warnings.carried (id, warning_id, identifier, to_office, reference, photo, at, entered_at)
			values (${carried}, ${row.id}, ${message.identifier}, ${to}, ${reference ?? null}::text,
				decode(${photo?.sha256 ?? null}::text, 'hex'), ${at}, ${now})`.execute(tx)
		return {
			output: { warning: row.id, carried, at: at.toISOString() },
			fact: {
				message: message.identifier,
				to,
				reference: reference ?? null,
				photo: photo?.sha256 ?? null,
				at: at.toISOString(),
			},
			messages: [{ topic: warningChanged, resource: { type: 'Warning', id: row.id }, body: { state: row.state } }],
			matter: row.id,
		}
	},
})

function wrong(field: string, words: { en: string; zh: string }): Refusal {
	return new Refusal('invalid', words, { rule: 'V68', field })
}
