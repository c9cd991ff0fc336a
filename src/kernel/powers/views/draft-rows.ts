import { Refusal } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { bookSubject } from '../book.ts'
import { draftRows } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { draftOf } from '../draft.ts'
import { changeBy, postsOf, rowsBehind } from '../effects.ts'
import { faultsOf } from '../faults.ts'

const pageSize = 50

/** P20. The rows behind one number of a preview, a page at a time. */
export const draftRowsView = shows(draftRows, {
	async subject(_tx, _input, who) {
		return bookSubject(who.bureau)
	},
	async show({ tx, who, now }, input) {
		const powers = powersInUse()
		const [fault] = faultsOf(input.body, powers.words)
		if (fault !== undefined) throw new Refusal('invalid', fault, { rule: 'P10', field: 'body' })
		const change = changeBy(powers, draftOf(input, who.bureau, now), now)
		const post = (await postsOf(tx, who.bureau, now)).find(
			(one) => one.kind === input.post && one.agency === input.agency && one.sworn === (input.sworn === 'yes'),
		)
		if (post === undefined) return { output: { type: change.type, rows: [], next: null } }
		const { action, side, after = null } = input
		const rows = await rowsBehind(tx, change, { post, action, side, after }, who, pageSize)
		return {
			output: { type: change.type, rows, next: rows.length === pageSize ? (rows.at(-1)?.id ?? null) : null },
			records: rows.map(({ id }) => ({ type: change.type, id })),
		}
	},
})
