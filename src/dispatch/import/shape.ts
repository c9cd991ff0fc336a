import { z } from 'zod'
import { disposition, incidentType } from '../contract.ts'

/** D240. What a row of the file may say; `must` are the columns no file can do without. */
export const fields = [
	'number',
	'received',
	'dispatched',
	'en_route',
	'on_scene',
	'cleared',
	'closed',
	'type',
	'priority',
	'station',
	'place',
	'lon',
	'lat',
	'disposition',
] as const
export type Field = (typeof fields)[number]
export const must: readonly Field[] = ['number', 'received', 'closed', 'type', 'place']

const words = z.record(z.string(), z.string())
/** A mapping file. `columns`: field to the head of its column. The others: a word of the file to ours. */
export const mapping = z.strictObject({
	columns: z.partialRecord(z.enum(fields), z.string()).default({}),
	types: words.default({}),
	stations: words.default({}),
	dispositions: words.default({}),
})
export type Mapping = z.output<typeof mapping>

/** One row, checked. Times are UTC; `point` is WGS 84. */
export type ImportRow = {
	readonly line: number
	readonly number: string
	readonly received: Date
	readonly dispatched: Date | null
	readonly en_route: Date | null
	readonly on_scene: Date | null
	readonly cleared: Date | null
	readonly closed: Date
	readonly type: z.output<typeof incidentType>
	readonly priority: number | null
	readonly station: string | null
	readonly place: string
	readonly point: readonly [number, number] | null
	readonly disposition: z.output<typeof disposition> | null
}

/** What is wrong with one cell: the line of the file where its row begins, and the head of its column. */
export type RowFault = { readonly line: number; readonly column: string; readonly what: string }

const times = ['received', 'dispatched', 'en_route', 'on_scene', 'cleared', 'closed'] as const
const local = /^(\d{4})[-/](\d{1,2})[-/](\d{1,2})[ T](\d{1,2}):(\d{2})(?::(\d{2}))?$/

/** RFC 3339, or a wall clock of UTC+8. */
function timeOf(text: string): Date | null {
	const wall = local.exec(text)
	if (wall !== null) {
		const [year, month, day, hour, minute, second] = wall.slice(1).map((part) => Number(part ?? 0))
		const at = new Date(Date.UTC(year ?? 0, (month ?? 1) - 1, day, hour, minute, second || 0))
		// 30 February is no day, nor 25:00 an hour.
		if (at.getUTCDate() !== day || at.getUTCHours() !== hour) return null
		return new Date(at.getTime() - 8 * 3_600_000)
	}
	return z.iso.datetime({ offset: true }).safeParse(text).success ? new Date(text) : null
}

/** Reads one row's cells. Every fault of the row is told, not only the first. */
export function readRow(
	cells: Readonly<Partial<Record<Field, string>>>,
	at: { readonly line: number; readonly now: Date; readonly stations: ReadonlySet<string>; readonly map: Mapping },
): { readonly row: ImportRow } | { readonly faults: readonly RowFault[] } {
	const faults: RowFault[] = []
	const { map } = at
	const fault = (field: Field, what: string) =>
		faults.push({ line: at.line, column: map.columns[field] ?? field, what })
	const text = (field: Field): string | null => {
		const cell = (cells[field] ?? '').trim()
		if (cell !== '') return cell
		if (must.includes(field)) fault(field, 'is empty')
		return null
	}
	const number = text('number')
	if (number !== null && !/^[A-Za-z0-9-]{1,32}$/.test(number))
		fault('number', 'is not letters, digits and hyphens, 32 at most')
	const read = new Map<string, Date>()
	let before: { field: string; at: Date } | null = null
	for (const field of times) {
		const cell = text(field)
		if (cell === null) continue
		const moment = timeOf(cell)
		if (moment === null) {
			fault(field, `“${cell.slice(0, 40)}” is no time`)
			continue
		}
		if (moment > at.now) fault(field, 'lies in the future')
		if (before !== null && moment < before.at) fault(field, `comes before ${before.field}`)
		read.set(field, moment)
		before = { field, at: moment }
	}
	const typeWord = text('type')
	const type = incidentType.safeParse(typeWord === null ? null : (map.types[typeWord] ?? typeWord))
	if (typeWord !== null && !type.success) fault('type', `“${typeWord.slice(0, 40)}” is no type; name it in the mapping`)
	const endWord = text('disposition')
	const ends = endWord === null ? null : disposition.safeParse(map.dispositions[endWord] ?? endWord)
	if (ends !== null && !ends.success)
		fault('disposition', `“${endWord?.slice(0, 40)}” is no disposition; name it in the mapping`)
	const rank = text('priority')
	if (rank !== null && !/^[1-5]$/.test(rank)) fault('priority', 'is not 1 to 5')
	const stationWord = text('station')
	const station = stationWord === null ? null : (map.stations[stationWord] ?? stationWord)
	if (station !== null && !at.stations.has(station))
		fault('station', `“${station.slice(0, 40)}” is no agency of the bureau; name it in the mapping`)
	const place = text('place')
	if (place !== null && place.length > 200) fault('place', 'is longer than 200 characters')
	const point = pointOf(text('lon'), text('lat'))
	if (point === 'wrong') fault('lon', 'with lat is no point in degrees')
	const received = read.get('received')
	const closed = read.get('closed')
	if (
		faults.length > 0 ||
		number === null ||
		place === null ||
		received === undefined ||
		closed === undefined ||
		!type.success ||
		point === 'wrong'
	)
		return { faults }
	return {
		row: {
			line: at.line,
			number,
			received,
			closed,
			dispatched: read.get('dispatched') ?? null,
			en_route: read.get('en_route') ?? null,
			on_scene: read.get('on_scene') ?? null,
			cleared: read.get('cleared') ?? null,
			type: type.data,
			priority: rank === null ? null : Number(rank),
			station,
			place,
			point,
			disposition: ends?.success === true ? ends.data : null,
		},
	}
}

function pointOf(lon: string | null, lat: string | null): readonly [number, number] | null | 'wrong' {
	if (lon === null && lat === null) return null
	const [x, y] = [Number(lon ?? Number.NaN), Number(lat ?? Number.NaN)]
	return Math.abs(x) <= 180 && Math.abs(y) <= 90 ? [x, y] : 'wrong'
}
