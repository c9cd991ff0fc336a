import type { Subject } from '#kernel/powers/subject.ts'
import { orderBook } from '../order-resources.ts'

/** The book of orders of an agency. */
export function bookSubject(agency: string): Subject {
	return { resource: orderBook, id: agency, attributes: { agency } }
}
