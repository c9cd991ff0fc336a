import type { Subject } from '#kernel/powers/subject.ts'
import { fundsDesk } from '../contract.ts'

/** Where an agency's work on funds is listed. */
export function deskSubject(agency: string): Subject {
	return { resource: fundsDesk, id: agency, attributes: { agency } }
}
