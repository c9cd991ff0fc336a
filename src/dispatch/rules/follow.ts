import type { IncidentState } from '../contract.ts'

/** D33. What the caller's page says. No type, no place, no police: whoever reads over a shoulder learns nothing. */

export type FollowFacts = {
	readonly state: IncidentState
	readonly receivedAt: Date
	readonly onTheWayAt: Date | null
	readonly thereAt: Date | null
	readonly doneThereAt: Date | null
	readonly answeredAt: Date | null
}

const sentences = {
	waiting: { en: 'Your request has arrived. Help is being found.', zh: '您的请求已收到，正在安排人手。' },
	onTheWay: { en: 'Help is on the way to you.', zh: '人已经在路上，马上到您那里。' },
	there: { en: 'Help has arrived.', zh: '人已经到了。' },
	done: { en: 'The visit is over. The answer is being written.', zh: '现场已处理，正在整理结果。' },
	accepted: {
		en: 'Your request was accepted for decision. Keep the receipt number.',
		zh: '您的请求已受理，正在作决定。请记下回执号。',
	},
	closed: { en: 'Your request is finished.', zh: '您的请求已办结。' },
} as const

export function followSentence(facts: FollowFacts): { en: string; zh: string } {
	if (facts.state === 'closed') return sentences.closed
	if (facts.state === 'accepted_for_decision') return sentences.accepted
	if (facts.state === 'cleared') return facts.thereAt === null ? sentences.waiting : sentences.done
	if (facts.thereAt !== null) return sentences.there
	return facts.onTheWayAt === null ? sentences.waiting : sentences.onTheWay
}

export type FollowKey = 'received' | 'on_the_way' | 'there' | 'done_there' | 'answer'

export function followSteps(facts: FollowFacts): { key: FollowKey; at: string | null; is: 'done' | 'now' | 'later' }[] {
	const times: [FollowKey, Date | null][] = [
		['received', facts.receivedAt],
		['on_the_way', facts.onTheWayAt],
		['there', facts.thereAt],
		['done_there', facts.doneThereAt],
		['answer', facts.answeredAt],
	]
	const reached = times.reduce((last, [, at], n) => (at === null ? last : n), 0)
	const over = facts.state === 'closed' || facts.state === 'accepted_for_decision'
	return times.map(([key, at], n) => ({
		key,
		at: at?.toISOString() ?? null,
		is: n <= reached || (over && n <= 4) ? 'done' : n === reached + 1 ? 'now' : 'later',
	}))
}
