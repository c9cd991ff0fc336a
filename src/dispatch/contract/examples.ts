/** Shown examples, shared by the declarations: all at the fictional town of the demo. */

const at = '2026-11-24T02:44:32.000Z'
const bureau = '0192d3a0-0000-7000-8000-000000000003'
const station = '0192d3a0-0000-7000-8000-000000000031'
const incident = '0192d3a0-0000-7000-8000-000000000447'
const call = '0192d3a0-0000-7000-8000-000000000448'
const unit = '0192d3a0-0000-7000-8000-000000000012'
const card = '0192d3a0-0000-7000-8000-00000000ca4d'
const assignment = '0192d3a0-0000-7000-8000-0000000000a5'

const agency = { id: station, code: 'xigang-old-town', en: 'Old Town Station', zh: '老城所' }
const bureauRef = { id: bureau, code: 'xigang', en: 'Xigang Bureau', zh: '汐港县公安局' }
const place = {
	words: { en: '41 Fishmarket Street', zh: '鱼市街 41 号' },
	detail: 'ground floor',
	point: [121.9012, 29.1034] as [number, number],
	accuracyMetres: null,
	area: null,
	verified: true,
	forced: false,
	protected: false,
	mapVersion: 'demo-1',
}
const timer = {
	kind: 'dispatch' as const,
	startedAt: at,
	dueAt: '2026-11-24T02:46:02.000Z',
	targetSeconds: 90,
	metAt: null,
	rule: 'D9',
}
const unitRef = { id: unit, callSign: { en: 'Old 12', zh: '老城 12' }, status: 'available' as const }
const callRow = {
	id: call,
	number: 'C2611-0447',
	state: 'live' as const,
	line: '110-3',
	rangAt: at,
	answeredAt: '2026-11-24T02:44:36.000Z',
	endedAt: null,
	callerEnding: '2207',
	located: { point: [121.9012, 29.1034] as [number, number], accuracyMetres: 90, datum: 'wgs84' as const },
	type: 'assault_weapon' as const,
	place,
	words: 'A man has a knife, by the stairs, ground floor.',
	channel: 'voice' as const,
	unspoken: null,
	written: false,
	answerDueAt: null,
	incident: null,
	by: { post: 'call_taker', agency: bureauRef },
	agency: bureauRef,
	generated: false,
	version: 3,
}
const incidentRow = {
	id: incident,
	number: 'X2611-0447',
	type: 'assault_weapon' as const,
	priority: 1,
	state: 'waiting' as const,
	section: 'to_dispatch' as const,
	place,
	words: 'A man has a knife, by the stairs, ground floor.',
	agency,
	units: [],
	level: 1,
	needs: 2,
	receivedAt: at,
	disposition: null,
	timer,
	generated: false,
	version: 1,
}
const rule = { table: 'priority', rule: 'P3', version: '1', rows: [2] }
const unitShown = {
	...unitRef,
	kind: 'patrol' as const,
	agency,
	statusAt: at,
	onShift: true,
	turnoutSeconds: 15,
	crew: { sworn: 1, auxiliary: 1 },
	credentials: ['stab_proof'],
	reason: null,
	incident: null,
	standsIn: null,
	position: { point: [121.9051, 29.1009] as [number, number], at, heading: 270, stale: false },
	simulated: true,
	version: 4,
}
const plan = {
	rule: { table: 'response-plan', rule: 'D-03', version: '1', rows: [1] },
	units: 2,
	sworn: 1,
	credentials: ['stab_proof'],
	power: true,
	kinds: ['patrol' as const],
	crew: 2,
	moves: 1,
}
const ranked = {
	rank: 1,
	unit,
	callSign: unitRef.callSign,
	agency,
	status: 'available' as const,
	travelSeconds: 115,
	turnoutSeconds: 15,
	arrivesSeconds: 130,
	why: [
		{ code: 'nearest', value: null },
		{ code: 'has', value: 'stab_proof' },
	],
	coverLeft: { worstSeconds: 545, meanSeconds: 210 },
	uncovers: [agency],
	chosen: true,
	alone: true,
}
const hole = {
	area: agency,
	minutes: 22,
	moveUp: {
		unit: '0192d3a0-0000-7000-8000-000000000009',
		callSign: { en: 'Old 14', zh: '老城 14' },
		driveSeconds: 240,
	},
}
const refused = {
	unit: '0192d3a0-0000-7000-8000-000000000008',
	callSign: { en: 'Traffic 08', zh: '交警 08' },
	agency: bureauRef,
	status: 'available' as const,
	travelSeconds: 170,
	rule: 'D14',
	sentence: { en: 'Lacks a credential the plan asks for: stab_proof.', zh: '缺少预案要求的资格：防刺装备。' },
}
const by = { post: 'dispatcher', agency: bureauRef }

export const shown = {
	at,
	bureau,
	station,
	incident,
	call,
	unit,
	card,
	assignment,
	agency,
	bureauRef,
	place,
	timer,
	unitRef,
	unitShown,
	hole,
	callRow,
	callShown: {
		...callRow,
		said: [
			{ at, text: 'A man has a knife, by the stairs, ground floor.', by: { post: 'call_taker', agency: bureauRef } },
		],
		callerKind: 'witness' as const,
		safeToCall: true,
		interpreter: null,
		silent: false,
		nameGiven: false,
		facts: {
			weapon: 'blade' as const,
			hurt: 'slight' as const,
			ongoing: 'yes' as const,
			vulnerable: 'unknown' as const,
		},
		answer: { ...timer, kind: 'answer' as const, targetSeconds: 10, metAt: '2026-11-24T02:44:36.000Z' },
		callBacks: [],
		closeReason: null,
		transferredTo: null,
	},
	incidentRow,
	rule,
	plan,
	ranked,
	refused,
	by,
}
