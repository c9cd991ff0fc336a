import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { showHold } from '../contract/holds.ts'
import { betweenNext, taskOf } from '../hold/hold.ts'
import { fitsLane } from '../hold/lane.ts'
import { matterSubject } from '../hold/subject.ts'
import { needDrawingOf, stateOf } from '../matter.ts'

/** M105. */
export const showHoldView = shows(showHold, {
	subject: (tx, input) => matterSubject(tx, input.matter, 'read'),
	async show({ tx, who }, input) {
		const row = await tx
			.selectFrom('matters.matter as m')
			.innerJoin('matters.drawing as d', 'd.id', 'm.drawing_id')
			.select(['d.process', 'd.version', 'm.drawing_id'])
			.where('m.id', '=', input.matter)
			.executeTakeFirst()
		if (row === undefined) throw notFound(`matter ${input.matter}`)
		const state = await stateOf(tx, input.matter)
		const drawing = await needDrawingOf(tx, row.drawing_id)
		const task = state.held === null ? null : taskOf(drawing, state.held.element)
		const mayDecide =
			task !== null && state.held?.by !== who.person && (await fitsLane(tx, state.agency, task.lane, who))
		const held =
			state.held !== null && task !== null
				? { ...task, since: state.held.since.toISOString(), mine: state.held.by === who.person, mayDecide }
				: null
		return {
			output: {
				matter: input.matter,
				drawing: { process: row.process, version: row.version },
				held,
				next: [...betweenNext(drawing, state.next)],
				open: [...state.next],
			},
			matter: input.matter,
		}
	},
})
