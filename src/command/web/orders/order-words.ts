import type { z } from 'zod'
import type { Deadline } from '#kernel/web/tide.ts'
import { hasWord, useSay, useWords } from '#kernel/web/words.ts'
import type { clockShown, party } from '../../contract/order-shapes.ts'

type Clock = z.output<typeof clockShown>
type Party = z.output<typeof party>

/** A clock as the tide bar draws it; `stopped` while a refusal waits to be decided. */
export function asDrawn(clock: Clock, stopped: string | null = null): Deadline {
	return {
		from: Date.parse(clock.from),
		due: Date.parse(clock.dueAt),
		...(clock.metAt === null ? {} : { met: Date.parse(clock.metAt) }),
		...(stopped === null ? {} : { paused: Date.parse(stopped) }),
	}
}

/** A kind of post in words. */
export function usePost(): (post: string) => string {
	const t = useWords()
	return (post) => (hasWord(`web.post.${post}`) ? t(`web.post.${post}`) : post)
}

/** `Old Town Station`, or `Officer · Old Town Station`. */
export function useParty(): (party: Party) => string {
	const say = useSay()
	const post = usePost()
	return (party) => (party.post === '' ? say(party.agency) : `${post(party.post)} · ${say(party.agency)}`)
}

/** Acts that wait for whoever may do them: an order with one of them comes first. */
export const waits: readonly string[] = [
	'command.order.answer',
	'command.order.confirm',
	'command.order.accept',
	'command.order.decide-refusal',
	'command.order.hand-in',
	'command.order.check',
	'command.order.recheck',
]
