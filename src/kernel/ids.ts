import { randomBytes } from 'node:crypto'

/** Ids are UUIDv7 (RFC 9562 5.7): time-ordered, so that indexes grow at one end. */
export type Id<Kind extends string> = string & { readonly __id?: Kind }

let last = 0
let sequence = 0

/** A new UUIDv7, increasing within this process. `now` in milliseconds since 1970. */
export function newId<Kind extends string>(now: number = Date.now()): Id<Kind> {
	if (now > last) {
		last = now
		sequence = randomBytes(2).readUInt16BE() & 0x7ff
	} else {
		sequence += 1
		if (sequence > 0xfff) {
			last += 1
			sequence = 0
		}
	}
	const time = last.toString(16).padStart(12, '0')
	const random = randomBytes(8)
	random[0] = ((random[0] ?? 0) & 0x3f) | 0x80
	const tail = random.toString('hex')
	return `${time.slice(0, 8)}-${time.slice(8)}-7${sequence.toString(16).padStart(3, '0')}-${tail.slice(0, 4)}-${tail.slice(4)}`
}
