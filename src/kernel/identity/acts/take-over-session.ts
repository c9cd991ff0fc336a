import { performs } from '../../act.ts'
import { Refusal } from '../../refusal.ts'
import { sessionTakeOver } from '../contract/session.ts'
import { endSession, findHolds, moveHolds, openSession } from '../sessions.ts'
import { needSignedIn } from '../sign-in.ts'
import { needSession, sessionSubject } from '../store.ts'
import { countFailure } from '../throttle.ts'

/** I8. A colleague of the same post at the same agency goes on with a locked desk's live work, under their own name. */
export const takeOverSessionAct = performs(sessionTakeOver, {
	async load(tx, _input, who) {
		const row = await needSession(tx, who.session)
		return { subject: sessionSubject(row), row, version: null }
	},
	async run({ tx, who, now }, row, input) {
		if (who.locked !== true) throw notLocked()
		const { person, post, method, locale } = await needSignedIn(tx, input.keys, who, now)
		const { id, output } = await openSession(tx, { person, post: post ?? input.post ?? null, method, locale }, now)
		const taken = await tx
			.selectFrom('identity.post')
			.select(['agency_id', 'kind'])
			.where('id', 'in', [row.post_id, output.post])
			.execute()
		const [one, other = one] = taken
		const alike = one?.agency_id === other?.agency_id && (one?.kind === other?.kind || taken.some(isShiftLeader))
		if (person === row.person_id || !alike) throw notColleague()
		const holds = await findHolds(tx, row.id)
		await moveHolds(tx, row.id, id)
		await endSession(tx, row.id, 'taken_over', now)
		return {
			output,
			fact: {
				from: row.id,
				session: id,
				person,
				post: output.post,
				method,
				holds: holds.map((hold) => ({ reason: hold.reason, subject: hold.subject })),
			},
			messages: [
				{
					topic: 'identity.session.taken-over',
					resource: { type: 'Session', id },
					body: { from: row.id, fromPost: row.post_id, to: id, toPost: output.post },
				},
			],
		}
	},
	refused: (tx, who, input, refusal, now) => countFailure(tx, input.keys, who, refusal, now),
})

const isShiftLeader = (post: { readonly kind: string }) => post.kind === 'shift_leader'

function notLocked(): Refusal {
	return new Refusal(
		'wrong_state',
		{ en: 'Lock the desk first; then a colleague can take over.', zh: '请先锁定席位，再由同事接管。' },
		{ rule: 'I8' },
	)
}

function notColleague(): Refusal {
	return new Refusal(
		'not_permitted',
		{
			en: 'Only someone else of the same post at this agency, or its shift leader, can take over this desk.',
			zh: '只有本单位同岗位的其他人员或值班长可以接管此席位。',
		},
		{ rule: 'I8' },
	)
}
