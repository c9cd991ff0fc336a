import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { drawSample } from '../contract.ts'
import { drawn } from '../rules/sample.ts'
import { spanOf, weeksBefore } from '../rules/weeks.ts'
import { deskSubject } from '../store/call.ts'
import { closedIn, seedAfter } from '../store/sample.ts'

/** How many weeks back a sample may still be drawn. */
export const sampleWeeks = 8

/** D232. Whoever asks for it draws the same. */
export const performDrawSample = performs(drawSample, {
	load: async (_tx, _input, who) => ({ subject: deskSubject(who.bureau), row: null, version: null }),
	run: async ({ tx, who, now }, _row, { week }) => {
		const span = spanOf(week)
		if (span === null || !weeksBefore(now, sampleWeeks).includes(week))
			throw new Refusal(
				'invalid',
				{
					en: `Choose the Monday of one of the last ${sampleWeeks} weeks that are over.`,
					zh: `请选择最近 ${sampleWeeks} 个已结束周的周一。`,
				},
				{ rule: 'D232', field: 'week' },
			)
		const seed = await seedAfter(tx, span.until)
		if (seed === null)
			throw new Refusal(
				'not_available',
				{ en: 'The ledger has no head made after that week yet.', zh: '该周之后账本尚无存证点，暂不能抽取。' },
				{ rule: 'D232' },
			)
		const population = await closedIn(tx, who.bureau, span)
		const chosen = drawn({ root: seed.root, agency: who.bureau, week, population })
		const id = newId(now.getTime())
		const made = await sql<{ id: string }>`
			insert into dispatch.sample (id, agency_id, week, tree_size, root, population, at)
			values (${id}, ${who.bureau}, ${week}::date, ${seed.size}, ${seed.root}, ${[...population]}::uuid[], ${now})
			on conflict (agency_id, week) do nothing returning id`.execute(tx)
		if (made.rows[0] === undefined)
			throw new Refusal('already', { en: 'That week was drawn before.', zh: '该周已经抽取。' }, { rule: 'D232' })
		await sql`insert into dispatch.sample_item (sample_id, incident_id, agency_id, type)
			select ${id}, i.id, i.agency_id, c.type from dispatch.incident i
			join dispatch.classification c on c.id = coalesce(i.measured_id, i.classification_id)
			where i.id = any(${[...chosen]}::uuid[])`.execute(tx)
		await sql`update dispatch.call set sampled = true where incident_id = any(${[...chosen]}::uuid[])`.execute(tx)
		return {
			output: { sample: id, version: 1, drawn: chosen.length, of: population.length },
			fact: { sample: id, week, treeSize: seed.size, root: seed.root, of: population.length, drawn: [...chosen] },
			messages: [{ topic: 'dispatch.sample.changed', resource: { type: 'Sample', id }, body: {} }],
		}
	},
})
