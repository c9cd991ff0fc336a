/** Shown examples of orders, shared by the declarations: all at the fictional town of the demo. */

const at = '2026-11-24T02:44:32.000Z'
const bureau = '0192d3a0-0000-7000-8000-000000000003'
const station = '0192d3a0-0000-7000-8000-000000000031'
const order = '0192d3a0-0000-7000-8000-00000000a001'
const part = '0192d3a0-0000-7000-8000-00000000a002'
const bureauName = { id: bureau, code: 'xigang', en: 'Xigang Bureau', zh: '汐港县公安局' }
const stationName = { id: station, code: 'xigang-old-town', en: 'Old Town Station', zh: '老城派出所' }

export const shownOrder = {
	at,
	due: '2026-12-04T09:00:00.000Z',
	bureau,
	station,
	order,
	part,
	evidence: '0192d3a0-0000-7000-8000-00000000e001',
	question: '0192d3a0-0000-7000-8000-00000000f001',
	bureauName,
	stationName,
	sheet: {
		language: 'en' as const,
		title: 'Check fire doors before the winter fair',
		text: 'Walk every hall of the fair, try each fire door, have blocked ones cleared.',
		why: 'Two doors were found locked at the autumn fair.',
		basis: 'Fire Protection Law, art. 53',
		due: { at: '2026-12-04T09:00:00.000Z' },
		checklist: [{ words: 'Every hall walked', evidence: 'site_record' as const }],
	},
	clock: {
		kind: 'answer' as const,
		from: at,
		dueAt: '2026-11-25T02:44:32.000Z',
		metAt: null,
		rule: 'K13',
		deadline: null,
	},
}

export const shownRow = {
	id: order,
	title: shownOrder.sheet.title,
	language: 'en' as const,
	giver: bureauName,
	to: { agency: stationName, post: '' },
	state: 'given' as const,
	ended: false,
	refused: false,
	spoken: false,
	givenAt: at,
	dueAt: shownOrder.due,
	clock: shownOrder.clock,
	parts: 0,
	conflicts: 0,
	next: ['command.order.accept', 'command.order.question', 'command.order.refuse'],
}
