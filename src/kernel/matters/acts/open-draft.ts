import { performs } from '../../act.ts'
import { newId } from '#kernel/ids.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import type { Tx } from '#kernel/db/schema.ts'
import { openDraft } from '../contract/drawings.ts'
import { faultsOf, needName } from '../publishing/check.ts'
import { currentAt, needText } from '../publishing/editions.ts'
import { markOf } from '../publishing/mark.ts'
import { isOwn } from '../own.ts'
import { drawingBookSubject, keepHand, scopeOf, told } from '../publishing/store.ts'

/** M80. */
export const openDraftAct = performs(openDraft, {
	load: async (_tx, _input, who) => ({ subject: drawingBookSubject(who.bureau), row: null, version: null }),
	async run({ tx, who, now }, _row, input) {
		needName(input.what, input.name)
		const body = input.text ?? (await copied(tx, input, who.bureau, now))
		const id = newId<'draft'>(now.getTime())
		const mark = markOf(body)
		const scope_id = await scopeOf(tx, input.what, who.bureau)
		await tx
			.insertInto('matters.draft')
			.values({
				id,
				what: input.what,
				name: input.name,
				title: input.title,
				body,
				mark,
				bureau_id: who.bureau,
				scope_id,
				state: 'draft',
				reason: null,
				until_at: null,
				against: null,
				opened_by: who.person,
				opened_post: who.postKind,
				opened_at: now,
				saved_at: now,
			})
			.execute()
		await keepHand(tx, id, who, now)
		const faults = await faultsOf({ ...input, body }, { tx, agency: scope_id, now })
		return {
			output: { id, version: 1, faults },
			...told({ id, what: input.what, name: input.name }, { mark, state: 'draft' }),
		}
	},
})

type Input = Pick<Parameters<(typeof openDraftAct)['run']>[2], 'what' | 'name' | 'copy'>

/** The version named, or the one in force. */
async function copied(tx: Tx, { what, name, copy }: Input, bureau: string, now: Date): Promise<string> {
	if (copy !== undefined) return needText(tx, what, copy.name, copy.version)
	const current = await currentAt(tx, { what, name, agency: bureau, now })
	if (current !== null) return needText(tx, what, name, current.edition.version)
	if (!isOwn(name)) throw notFound(`${what} ${name} has no version`)
	throw new Refusal(
		'invalid',
		{ en: 'There is nothing to copy: send a text.', zh: '没有可复制的版本，请提供内容。' },
		{ rule: 'M80', field: 'text' },
	)
}
