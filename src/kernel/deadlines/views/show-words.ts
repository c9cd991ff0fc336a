import { shows } from '../../view.ts'
import { showWords } from '../contract.ts'
import { findDeadlineSubject } from '../seen.ts'

/** C36. */
export const showWordsView = shows(showWords, {
	subject: (tx, { id }) => findDeadlineSubject(tx, id),
	async show({ tx }, { id }) {
		const columns = ['ground', 'by_post', 'reason'] as const
		const pauses = await tx
			.selectFrom('deadlines.pause')
			.select([...columns, 'from_at as at'])
			.where('deadline_id', '=', id)
			.execute()
		const extensions = await tx
			.selectFrom('deadlines.extension')
			.select([...columns, 'at'])
			.where('deadline_id', '=', id)
			.execute()
		const decisions = await tx
			.selectFrom('deadlines.decision')
			.select(['by_post', 'reason', 'at'])
			.where('deadline_id', '=', id)
			.execute()
		const words = [
			...pauses.map((one) => ({ ...one, of: 'pause' as const })),
			...extensions.map((one) => ({ ...one, of: 'extension' as const })),
			...decisions.map((one) => ({ ...one, of: 'decision' as const, ground: null })),
		]
		words.sort((a, b) => a.at.getTime() - b.at.getTime())
		return {
			output: {
				words: words.map(({ of, ground, at, by_post: post, reason }) => ({
					of,
					ground,
					at: at.toISOString(),
					post,
					reason,
				})),
			},
			records: [{ type: 'Deadline', id }],
		}
	},
})
