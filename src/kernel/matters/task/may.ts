import { powersInUse } from '../../powers/current.ts'
import type { Subject } from '../../powers/subject.ts'
import type { Who } from '../../who.ts'
import {
	allocateTask,
	completeTask,
	decideTask,
	delegateTask,
	escalateTask,
	failTask,
	giveBackTask,
	type MayDo,
	takeBackTask,
	takeTask,
} from '../contract/tasks.ts'

/** What a post may do with a task now, asked of the same powers that decide the act. */

const acts = [
	takeTask,
	completeTask,
	giveBackTask,
	delegateTask,
	takeBackTask,
	allocateTask,
	escalateTask,
	decideTask,
	failTask,
]

/** Every act on a task with whether the post may, and the rules that allow or refuse it. */
export function mayOf(who: Who, subject: Subject, now: Date): readonly MayDo[] {
	return acts.map(({ name }) => mayDoOf(who, name, subject, now))
}

/** One act or view. */
export function mayDoOf(who: Who, act: string, subject: Subject, now: Date): MayDo {
	const context = { now: Math.floor(now.getTime() / 1000), purpose: false }
	const { allowed, rules } = powersInUse().decide(who, act, subject, context)
	return { act, allowed, rules: [...rules] }
}

/** The one act a row leads to: take what is offered, complete what is mine. */
export function mainOf(who: Who, subject: Subject, isMine: boolean, now: Date): MayDo {
	return mayDoOf(who, isMine ? completeTask.name : takeTask.name, subject, now)
}
