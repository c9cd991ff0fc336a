import type { Subject } from '../powers/subject.ts'
import { deadlineBook } from './contract.ts'

/** An agency's book of calendars, regimes and deadlines, as powers see it. */
export function deadlineBookSubject(agency: string): Subject {
	return { resource: deadlineBook, id: agency, attributes: { agency } }
}
