import type { Tx } from './db/schema.ts'
import type { Subject } from './powers/subject.ts'

/**
 * What a slice says of a matter to those who would tell the public of it: the row as powers see it, and whether it is
 * protected. Null when there is no such matter.
 */
export type Tells = (
	tx: Tx,
	matter: string,
) => Promise<{ readonly subject: Subject; readonly protected: boolean } | null>
