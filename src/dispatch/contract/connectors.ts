import type { Connector } from '#kernel/contract/connector.ts'

const desk = { path: '/desk', title: 'dispatch.desk.title' }
const outside = { path: '/outside', title: 'dispatch.outside' }

/** D299. What of dispatch is connected to the outside. */
export const dispatchConnectors: readonly Connector[] = [
	{
		key: 'dispatch.telephony',
		way: 'in',
		at: ['/calls/telephony'],
		byHand: {
			path: '/intake',
			title: 'dispatch.intake.title',
			uses: ['dispatch.call.ring', 'dispatch.call.answer', 'dispatch.call.hang-up'],
		},
	},
	...(['', '/owntracks', '/osmand', '/cot'] as const).map(
		(tail): Connector => ({
			key: `dispatch.positions${tail.replace('/', '.')}`,
			way: 'in',
			at: [`/positions${tail}`],
			byHand: { ...desk, uses: ['dispatch.unit.place'] },
		}),
	),
	{
		key: 'dispatch.cot',
		way: 'out',
		at: ['/positions/cot'],
		byHand: { ...outside, uses: ['dispatch.unit.list', 'dispatch.unit.cot'] },
	},
	{
		key: 'dispatch.transfer',
		way: 'out',
		at: [],
		byHand: {
			...outside,
			uses: [
				'dispatch.transfer.sheet',
				'dispatch.transfer.acknowledge',
				'dispatch.transfer.return',
				'dispatch.carried.put',
			],
		},
	},
	{
		key: 'dispatch.messages',
		way: 'out',
		at: [],
		byHand: { ...outside, uses: ['dispatch.outward.list', 'dispatch.outward.finish', 'dispatch.carried.put'] },
	},
]
