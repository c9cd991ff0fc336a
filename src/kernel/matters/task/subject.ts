import type { Tx } from '#kernel/db/schema.ts'
import { findSubject } from '../../powers/load-subject.ts'
import type { Subject } from '../../powers/subject.ts'
import { notFound } from '../../refusal.ts'
import { taskResource } from '../contract/tasks.ts'

/** A task as powers see it, for a view. @throws Refusal `not_found` */
export async function findTaskSubject(tx: Tx, id: string): Promise<Subject> {
	const subject = await findSubject(tx, taskResource, id)
	if (subject === null) throw notFound(`task ${id}`)
	return subject
}
