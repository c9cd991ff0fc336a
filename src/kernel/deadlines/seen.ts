import type { Tx } from '../db/schema.ts'
import { findSubject } from '../powers/load-subject.ts'
import type { Subject } from '../powers/subject.ts'
import { notFound } from '../refusal.ts'
import { deadlineResource } from './contract.ts'

/** A deadline as powers see it, for a view. @throws Refusal `not_found` */
export async function findDeadlineSubject(tx: Tx, id: string): Promise<Subject> {
	const subject = await findSubject(tx, deadlineResource, id)
	if (subject === null) throw notFound()
	return subject
}
