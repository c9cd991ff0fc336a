import type { Rows } from './rows.ts'

/** Columns of transfers as `CopyRows` reads them, for COPY … (FORMAT binary). */
export const transferColumns = 'id, matter_id, from_node, to_node, amount_minor, currency, at'

const fields = 7
/** Of one tuple: the number of fields, seven lengths, and what they hold. */
const tupleBytes = 2 + fields * 4 + 8 + 16 + 4 + 4 + 8 + 3 + 8
const header = Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1')
const headerBytes = 19
const frameBytes = 5
/** PostgreSQL counts from 2000; microseconds between that and 1970. */
const since2000 = 946_684_800_000_000
const high = 4_294_967_296

/** F210. Reads whole CopyData messages of one COPY after another into rows. */
export class CopyRows {
	readonly #rows: Rows
	/** The group read last: neighbours mostly share it. */
	#group = -1
	readonly #last = new Uint8Array(19)
	constructor(rows: Rows) {
		this.#rows = rows
	}

	/** @throws RangeError when the bytes are not such messages */
	read(bytes: Uint8Array): void {
		const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength)
		let at = 0
		while (at < bytes.length) {
			const end = at + 1 + view.getUint32(at + 1)
			let tuple = at + frameBytes
			if (bytes[tuple] === 0x50 && header.compare(bytes, tuple, tuple + header.length) === 0) tuple += headerBytes
			if (end - tuple === tupleBytes) this.#tuple(bytes, view, tuple)
			else if (end - tuple > 2 || (end - tuple === 2 && view.getInt16(tuple) !== -1))
				throw new RangeError(`a tuple of ${end - tuple} bytes is no transfer`)
			at = end
		}
	}

	#tuple(bytes: Uint8Array, view: DataView, tuple: number): void {
		const group = this.#groupAt(bytes, tuple + 18, tuple + 66)
		const at = view.getInt32(tuple + 73) * high + view.getUint32(tuple + 77) + since2000
		this.#rows.add(
			view.getUint32(tuple + 6) * high + view.getUint32(tuple + 10),
			group,
			view.getInt32(tuple + 38),
			view.getInt32(tuple + 46),
			view.getUint32(tuple + 54) * high + view.getUint32(tuple + 58),
			at,
		)
	}

	#groupAt(bytes: Uint8Array, matter: number, currency: number): number {
		const last = this.#last
		let same = this.#group >= 0
		for (let i = 0; same && i < 16; i += 1) same = last[i] === bytes[matter + i]
		for (let i = 0; same && i < 3; i += 1) same = last[16 + i] === bytes[currency + i]
		if (same) return this.#group
		last.set(bytes.subarray(matter, matter + 16))
		last.set(bytes.subarray(currency, currency + 3), 16)
		const hex = Buffer.from(last.buffer, 0, 16).toString('hex')
		const uuid = `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`
		this.#group = this.#rows.groups.indexOf(uuid, Buffer.from(last.buffer, 16, 3).toString('latin1'))
		return this.#group
	}
}
