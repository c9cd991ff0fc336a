import Flatbush from 'flatbush'
import { normalise } from '../spell.ts'
import type { Position } from './osm.ts'

/** Degrees within which pieces of road with one name are one street: about 1.5 km. */
const near = 0.015

export type StreetRow = { id: number; name_en: string; name_zh: string; lon: number; lat: number }
export type Street = {
	readonly row: StreetRow
	box: [number, number, number, number]
	readonly alias: Set<string>
	/** Nodes of its roads. */
	readonly refs: Set<number>
	readonly lines: (readonly Position[])[]
}

/** Streets by name and place; a name met again far away is another street. */
export class Streets {
	readonly all: Street[] = []
	readonly #byName = new Map<string, Street[]>()
	#beside: ReturnType<typeof segmentsOf> | null = null

	find(norm: string, at: Position): Street | null {
		let best: Street | null = null
		let least = near
		for (const street of this.#byName.get(norm) ?? []) {
			const [w, s, e, n] = street.box
			const gap = Math.max(w - at[0], at[0] - e, s - at[1], at[1] - n, 0)
			if (gap < least) {
				best = street
				least = gap
			}
		}
		return best
	}

	add(en: string, zh: string, others: readonly string[], line: readonly Position[], refs: readonly number[]): Street {
		const middle = line[line.length >> 1] ?? [0, 0]
		const known = line.map((p) => this.find(normalise(zh), p)).find((s) => s !== null && s.row.name_en === en)
		const street = known ?? this.#begin(en, zh, middle)
		if (line.length > 1) street.lines.push(line)
		for (const p of line) {
			street.box = [
				Math.min(street.box[0], p[0]),
				Math.min(street.box[1], p[1]),
				Math.max(street.box[2], p[0]),
				Math.max(street.box[3], p[1]),
			]
		}
		for (const ref of refs) street.refs.add(ref)
		for (const name of [en, zh, ...others]) this.#alias(street, normalise(name))
		return street
	}

	/** The named street nearest to a place, within about 150 m, or null. Asked once all roads are in. */
	beside(at: Position): Street | null {
		this.#beside ??= segmentsOf(this.all)
		const { index, owners, segments } = this.#beside
		let best: Street | null = null
		let least = besideWithin
		for (const i of index.search(at[0] - least * 1.5, at[1] - least, at[0] + least * 1.5, at[1] + least)) {
			const segment = segments[i]
			const off = segment === undefined ? least : offSegment(at, segment[0], segment[1])
			if (off < least) {
				least = off
				best = owners[i] ?? null
			}
		}
		return best
	}

	#begin(en: string, zh: string, [lon, lat]: Position): Street {
		const street: Street = {
			row: { id: this.all.length + 1, name_en: en, name_zh: zh, lon, lat },
			box: [lon, lat, lon, lat],
			alias: new Set(),
			refs: new Set(),
			lines: [],
		}
		this.all.push(street)
		return street
	}

	#alias(street: Street, norm: string): void {
		if (norm === '' || street.alias.has(norm)) return
		street.alias.add(norm)
		const list = this.#byName.get(norm)
		if (list === undefined) this.#byName.set(norm, [street])
		else list.push(street)
	}
}

/** About 150 m in degrees of latitude. */
const besideWithin = 0.00135

function segmentsOf(streets: readonly Street[]) {
	const owners: Street[] = []
	const segments: (readonly [Position, Position])[] = []
	for (const street of streets)
		for (const line of street.lines)
			line.slice(1).forEach((b, i) => {
				owners.push(street)
				segments.push([line[i] ?? b, b])
			})
	const index = new Flatbush(Math.max(1, segments.length))
	for (const [a, b] of segments)
		index.add(Math.min(a[0], b[0]), Math.min(a[1], b[1]), Math.max(a[0], b[0]), Math.max(a[1], b[1]))
	if (segments.length === 0) index.add(0, 0, 0, 0)
	index.finish()
	return { index, owners, segments }
}

/** Distance to a segment in degrees of latitude. */
function offSegment(p: Position, a: Position, b: Position): number {
	const squeeze = Math.cos((p[1] * Math.PI) / 180)
	const dx = (b[0] - a[0]) * squeeze
	const dy = b[1] - a[1]
	const along = ((p[0] - a[0]) * squeeze * dx + (p[1] - a[1]) * dy) / (dx * dx + dy * dy || 1)
	const t = Math.min(1, Math.max(0, along))
	return Math.hypot((a[0] - p[0]) * squeeze + dx * t, a[1] - p[1] + dy * t)
}
