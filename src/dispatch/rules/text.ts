import type { CallState } from '../contract.ts'
import { takesOver } from './follow.ts'

/** D280 to D286. Written calls: how much is taken, and what the caller's page says. Pure. */

/** The clock of a line that waits for an answer. */
export const textTimer = 'text_answer'

/**
 * D283. A flood is refused, and what was begun before it stays. `waiting` is of calls nobody has answered yet, `aDay` of the
 * last 24 hours; many people may share one address, so its bounds are not one.
 */
export const textBounds = {
	source: { waiting: 4, aDay: 20 },
	desk: { waiting: 25, aDay: 500 },
	lines: { aMinute: 20, inAll: 400 },
} as const

export type Begun = { readonly source: Counted | null; readonly desk: Counted }
export type Counted = { readonly waiting: number; readonly aDay: number }

/** Seconds after which it may be tried again; null: taken. */
export function refusedFor({ source, desk }: Begun): number | null {
	const full = (of: 'source' | 'desk', counted: Counted | null, what: 'waiting' | 'aDay') =>
		counted !== null && counted[what] >= textBounds[of][what]
	if (full('source', source, 'aDay') || full('desk', desk, 'aDay')) return 3600
	return full('source', source, 'waiting') || full('desk', desk, 'waiting') ? 60 : null
}

export type TextFacts = {
	readonly call: CallState
	readonly answered: boolean
	/** The incident it became has ended. */
	readonly closed: boolean
	readonly passedTo: string | null
}

export type TextStands = 'waiting' | 'here' | 'passed' | 'over'

/** D286. Where the conversation stands. */
export function textStands({ call, answered, closed }: TextFacts): TextStands {
	if (closed || call === 'closed_without_incident') return 'over'
	if (call === 'transferred' || call === 'taken_over') return 'passed'
	return answered ? 'here' : 'waiting'
}

/** D33. No type, no place, no police. */
export function textSentence(facts: TextFacts): { en: string; zh: string } {
	const stands = textStands(facts)
	if (stands === 'waiting')
		return { en: 'What you wrote has arrived. It is read next.', zh: '您写的内容已收到，马上有人看。' }
	if (stands === 'here')
		return { en: 'Somebody reads what you write and answers here.', zh: '有人在看您写的内容，并会在这里回复。' }
	if (stands === 'over') return { en: 'This is finished. You may begin again.', zh: '这次对话已结束，可以重新开始。' }
	const { en, zh } = takesOver(facts.passedTo ?? '')
	return { en: `What you wrote was passed to ${en}.`, zh: `您写的内容已转给${zh}。` }
}
