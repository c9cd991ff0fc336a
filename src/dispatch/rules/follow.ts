import type { IncidentState, TimerKind } from '../contract.ts'

/** D33. What the caller's page says. No type, no place, no police: whoever reads over a shoulder learns nothing. */

export type FollowFacts = {
	readonly state: IncidentState
	readonly receivedAt: Date
	readonly onTheWayAt: Date | null
	readonly thereAt: Date | null
	readonly doneThereAt: Date | null
	readonly answeredAt: Date | null
	/** D190. When each is promised by, for the clocks that have begun. */
	readonly promised?: Readonly<Partial<Record<TimerKind, Date>>>
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

export type FollowStep = {
	key: FollowKey
	at: string | null
	promisedAt: string | null
	is: 'done' | 'now' | 'later'
}

export function followSteps(facts: FollowFacts): FollowStep[] {
	const { promised = {} } = facts
	const times: [FollowKey, Date | null, Date | undefined][] = [
		['received', facts.receivedAt, undefined],
		['on_the_way', facts.onTheWayAt, promised.dispatch],
		['there', facts.thereAt, promised.on_scene],
		['done_there', facts.doneThereAt, undefined],
		['answer', facts.answeredAt, promised.close],
	]
	const reached = times.reduce((last, [, at], n) => (at === null ? last : n), 0)
	const over = facts.state === 'closed' || facts.state === 'accepted_for_decision'
	return times.map(([key, at, due], n) => ({
		key,
		at: at?.toISOString() ?? null,
		promisedAt: due?.toISOString() ?? null,
		is: n <= reached || (over && n <= 4) ? 'done' : n === reached + 1 ? 'now' : 'later',
	}))
}

/** D195. Who takes over, as the caller reads it: an office that would say more than they told is only another one. */
export function takesOver(service: string): { en: string; zh: string } {
	if (service === 'fire_119') return { en: 'the fire service', zh: '消防救援' }
	if (service === 'ambulance_120') return { en: 'the ambulance service', zh: '急救中心' }
	if (service === 'government_12345') return { en: 'the 12345 line', zh: '12345 热线' }
	return { en: 'another office', zh: '其他部门' }
}

/** D195. The first sentence of a call that was handed on. */
export function handedOnSentence(to: { en: string; zh: string }, state: string): { en: string; zh: string } {
	if (state === 'taken_over') return { en: `Your request is with ${to.en} now.`, zh: `您的请求已由${to.zh}接手。` }
	if (state === 'transferred')
		return {
			en: `Your request was passed to ${to.en}. They are asked to confirm.`,
			zh: `您的请求已转给${to.zh}，正在等其确认。`,
		}
	return { en: 'Your request came back to us. It is looked at again.', zh: '您的请求已退回，正在重新处理。' }
}
