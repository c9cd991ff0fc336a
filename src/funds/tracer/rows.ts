/** Transfers on their way into the tracer: columns in segments, as they are read. Times are microseconds since 1970. */

const segmentRows = 1 << 20

/** A transfer as it is handed to the tracer. */
export type NewTransfer = {
	readonly id: number
	readonly matter: string
	readonly from: number
	readonly to: number
	readonly minor: number
	readonly currency: string
	/** Microseconds since 1970. */
	readonly at: number
}

/** The matter and currency of many transfers: each pair stands once. */
export type Group = { readonly matter: string; readonly currency: string }

export class Groups {
	readonly list: Group[] = []
	readonly #index = new Map<string, number>()
	indexOf(matter: string, currency: string): number {
		const key = `${matter}${currency}`
		let index = this.#index.get(key)
		if (index === undefined) {
			index = this.list.length
			this.list.push({ matter, currency })
			this.#index.set(key, index)
		}
		return index
	}
}

/** Columns that grow; whole once read. */
export class Rows {
	length = 0
	readonly groups: Groups
	#segments: Columns[] = []
	constructor(groups: Groups = new Groups()) {
		this.groups = groups
	}
	add(id: number, group: number, from: number, to: number, minor: number, at: number): void {
		const place = this.length % segmentRows
		if (place === 0) this.#segments.push(columnsOf(segmentRows))
		const segment = this.#segments.at(-1)
		if (segment === undefined) return
		segment.id[place] = id
		segment.group[place] = group
		segment.from[place] = from
		segment.to[place] = to
		segment.minor[place] = minor
		segment.at[place] = at
		this.length += 1
	}
	/** All rows as whole columns; the segments are given up. */
	whole(): Columns {
		const whole = columnsOf(this.length)
		this.#segments.forEach((segment, n) => {
			const begin = n * segmentRows
			const count = Math.min(segmentRows, this.length - begin)
			for (const name of names) whole[name].set(segment[name].subarray(0, count), begin)
		})
		this.#segments = []
		return whole
	}
}

export type Columns = {
	readonly id: Float64Array
	readonly group: Uint32Array
	readonly from: Int32Array
	readonly to: Int32Array
	readonly minor: Float64Array
	readonly at: Float64Array
}
const names = ['id', 'group', 'from', 'to', 'minor', 'at'] as const

function columnsOf(length: number): Columns {
	return {
		id: new Float64Array(length),
		group: new Uint32Array(length),
		from: new Int32Array(length),
		to: new Int32Array(length),
		minor: new Float64Array(length),
		at: new Float64Array(length),
	}
}
