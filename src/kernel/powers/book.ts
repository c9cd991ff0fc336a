import { bookResource } from './contract.ts'
import type { Subject } from './subject.ts'

/** A bureau's book of rules, as powers see it. */
export function bookSubject(bureau: string): Subject {
	return { resource: bookResource, id: bureau, attributes: { agency: bureau } }
}
