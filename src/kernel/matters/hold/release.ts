import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Who } from '#kernel/who.ts'
import type { Element } from '../drawing.ts'
import { wordsOf } from '#kernel/contract/drawn-name.ts'
import { fitsLane } from './lane.ts'

/**
 * M102, M103. Out of a task drawn in between only by the post of its lane, and never by who asked for it.
 * @throws Refusal `not_permitted` naming the rule and the post that could
 */
export async function mustRelease(
	tx: Tx,
	{ agency, task, held }: { readonly agency: string; readonly task: Element; readonly held: { readonly by: string } },
	who: Who | undefined,
): Promise<void> {
	const { en, zh } = wordsOf(task.name)
	const lane = task.lane ?? ''
	const extra = { held: task.id, lane }
	if (who === undefined || !(await fitsLane(tx, agency, lane, who)))
		throw new Refusal(
			'not_permitted',
			{ en: `“${en}” is for the post ${lane}.`, zh: `“${zh}”须由 ${lane} 岗位办理。` },
			{ rule: 'M102', extra },
		)
	if (held.by === who.person)
		throw new Refusal(
			'not_permitted',
			{
				en: `You asked for “${en}”; someone else decides on it.`,
				zh: `“${zh}”由您提请，须由他人决定。`,
			},
			{ rule: 'M103', extra },
		)
}
