import { createHash } from 'node:crypto'

/** What a text is known by: the first 12 hex digits of its SHA-256, as rule tables have always been (T7). */
export function markOf(body: string): string {
	return createHash('sha256').update(body).digest('hex').slice(0, 12)
}
