import { timerBreached } from '#kernel/matters/contract.ts'
import type { Alarm } from '#kernel/web/screen.ts'

/**
 * W11. What a locked desk goes on telling of: a line that rings or dropped unanswered, an incident that was just opened and
 * waits for a unit, and a target that passed. The words of the topics are those the acts send (`store/write.ts`).
 */
export const alarms: readonly Alarm[] = [
	{ topic: 'dispatch.call.changed', sounds: ({ state }) => state === 'ringing' || state === 'abandoned' },
	{ topic: 'dispatch.incident.changed', sounds: ({ opened }) => opened === true },
	{ topic: timerBreached, sounds: () => true },
	{ topic: 'dispatch.emergency.changed', sounds: ({ state }) => state === 'raised' },
]
