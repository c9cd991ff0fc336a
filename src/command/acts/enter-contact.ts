import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { contactBook, enterContact } from '../contract/contact.ts'
import { matterCalled, namedIn, readerOf } from '../store/contact.ts'

/** How far the clock of the machine it was entered on may run ahead, in milliseconds. */
const clocksDiffer = 120_000

/** K55, K57. Written down as it was said; its line in the ledger stands under the next tier and names nobody. */
export const performEnterContact = performs(enterContact, {
	load: async (_tx, _input, who) => ({
		subject: { resource: contactBook, id: who.bureau, attributes: { agency: who.bureau } },
		row: null,
		version: null,
	}),
	run: async ({ tx, now, who }, _row, input) => {
		const { about, contactBy, did, said } = input
		const named = await namedIn(tx, [about, contactBy, said].join('\n'))
		const reader = await readerOf(tx, who.agency, named, now)
		const contact = newId<'contact'>(now.getTime())
		const at = input.at === undefined ? now : new Date(input.at)
		if (at.getTime() > now.getTime() + clocksDiffer) throw notYet()
		await sql`insert into command.contact
			(id, agency_id, reader_id, writer_id, post_kind, about, matter_id, contact_by, did, said, at)
			values (${contact}, ${who.agency}, ${reader?.bureau ?? null}, ${who.person}, ${who.postKind}, ${about},
				${await matterCalled(tx, about)}, ${contactBy}, ${did}, ${said}, ${at})`.execute(tx)
		for (const person of named)
			await sql`insert into command.contact_named (contact_id, person_id) values (${contact}, ${person})`.execute(tx)
		return {
			output: { contact, at: at.toISOString() },
			fact: { contact, did },
			personal: { about, contactBy, said },
			sealed: { agency: reader?.agency ?? null },
		}
	},
})

function notYet(): Refusal {
	return new Refusal(
		'invalid',
		{ en: 'It cannot have happened in the future.', zh: '发生时间不能晚于现在。' },
		{ rule: 'K55', field: 'at' },
	)
}
