import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { postEnd } from '../contract/people.ts'
import { needPost, postSubject } from '../store.ts'

/** I1, I24. A post ends now and its powers with it; the last administrator's does not. */
export const endPostAct = performs(postEnd, {
	async load(tx, input) {
		const row = await needPost(tx, input.post)
		return { subject: postSubject(row), row, version: row.version }
	},
	async run({ tx, now }, row) {
		if (row.until_at !== null && row.until_at <= now) throw ended()
		const version = row.version + 1
		// One that has not begun never will: it ends the moment it would have begun.
		const until = row.from_at < now ? now : new Date(row.from_at.getTime() + 1)
		if (row.kind === 'administrator') {
			const other = await tx
				.selectFrom('identity.post as h')
				.innerJoin('identity.person as p', 'p.id', 'h.person_id')
				.select('h.id')
				.where('h.kind', '=', 'administrator')
				.where('h.id', '<>', row.id)
				.where('p.left_at', 'is', null)
				.where('h.from_at', '<=', now)
				.where('h.until_at', 'is', null)
				.where('h.agency_id', '=', row.agency_id)
				.executeTakeFirst()
			if (other === undefined) throw lastAdministrator()
		}
		await tx.updateTable('identity.post').set({ until_at: until, version }).where('id', '=', row.id).execute()
		return {
			output: { id: row.id, version },
			fact: { post: row.id, person: row.person_id, agency: row.agency_id, kind: row.kind },
			messages: [
				{ topic: 'identity.post.changed', resource: { type: 'Post', id: row.id }, body: { person: row.person_id } },
			],
		}
	},
})

function ended(): Refusal {
	return new Refusal('already', { en: 'This post has ended.', zh: '该岗位已免去。' }, { rule: 'I1' })
}

function lastAdministrator(): Refusal {
	return new Refusal(
		'wrong_state',
		{
			en: 'This is the only administrator here. Appoint another first.',
			zh: '这是本单位唯一的系统管理员，请先任命另一名。',
		},
		{ rule: 'I24' },
	)
}
