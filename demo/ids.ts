import { createHash } from 'node:crypto'

/**
 * The id of a thing of the demo: a UUID version 8 (RFC 9562 5.8) made from its kind and code, the same on every machine.
 * `demoId('agency', 'xigang-old-town')`, `demoId('unit', 'old-12')`.
 */
export function demoId(kind: string, code: string): string {
	const hex = createHash('sha256').update(`seawall demo ${kind} ${code}`).digest('hex')
	return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
