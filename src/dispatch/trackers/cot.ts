import { SaxesParser } from 'saxes'
import { Refusal } from '#kernel/refusal.ts'
import type { GivenFix } from '../positions.ts'

/** D114. Cursor on Target in, by `@tak-ps/node-cot`; loaded when the first event comes, since a start should not wait for it. */

export const cotBytes = 16 * 1024
const mostElements = 200
const deepest = 12
/** What CoT writes for an error it does not know. */
const unknownError = 9_999_999
const numeral = /^-?\d{1,12}(\.\d{1,18})?([eE]-?\d{1,2})?$/
const needed = {
	event: ['version', 'uid', 'type', 'time', 'start', 'stale', 'how'],
	point: ['lat', 'lon', 'hae', 'ce', 'le'],
} as const

function refused(field: string, en: string, zh: string): Refusal {
	return new Refusal('invalid', { en: `${field}: ${en}`, zh: `${field}：${zh}` }, { rule: 'D114', field })
}

/**
 * The fix of one event; null for what is no element on the ground or is stale already.
 * @throws Refusal `invalid` or `too_large`: a document type, too many or too deep elements, an attribute missing or wrong
 */
export async function fixOfCot(text: string, now: number): Promise<GivenFix | null> {
	mustBeEvent(text)
	const { CoTParser } = await import('@tak-ps/node-cot')
	const { event } = readBy(() => CoTParser.from_xml(text).raw)
	const { type, time, stale } = event._attributes
	if (!type.startsWith('a-')) return null
	const at = momentOf('time', time)
	if (momentOf('stale', stale) < now) return null
	const { lat, lon, ce } = event.point._attributes
	const error = numberOf('ce', ce, 0, unknownError)
	const course = event.detail?.track?._attributes?.course
	return {
		point: [numberOf('lon', lon, -180, 180), numberOf('lat', lat, -90, 90)],
		at,
		heading: course === undefined ? null : numberOf('course', course, 0, 360),
		accuracyMetres: error >= 50_000 ? null : error,
		datum: 'wgs84',
	}
}

/** Read first with the parser that never leaves the text: no document type (so no entity of its own), no bomb. */
function mustBeEvent(text: string): void {
	if (Buffer.byteLength(text) > cotBytes)
		throw new Refusal(
			'too_large',
			{ en: 'A Cursor on Target event has at most 16 KB.', zh: 'CoT 事件不得超过 16 KB。' },
			{ rule: 'D114', field: 'body' },
		)
	const parser = new SaxesParser()
	let elements = 0
	let depth = 0
	let points = 0
	parser.on('error', (fault) => {
		throw refused('body', `it is not well-formed XML (${fault.message}).`, '不是格式正确的 XML。')
	})
	parser.on('doctype', () => {
		throw refused('body', 'a document type is not read.', '不接受文档类型声明。')
	})
	parser.on('opentag', ({ name, attributes }) => {
		elements += 1
		depth += 1
		if (elements > mostElements || depth > deepest)
			throw refused('body', 'too many elements, or too deep.', '元素过多或嵌套过深。')
		if (depth === 1 && name !== 'event') throw refused('body', 'it is no event.', '不是 CoT 事件。')
		if (depth === 2 && name === 'point') points += 1
		const wanted = depth === 1 ? needed.event : depth === 2 && name === 'point' ? needed.point : []
		for (const one of wanted) {
			const value = attributes[one]
			if (value === undefined) throw refused(one, 'it is missing.', '缺少这一项。')
			if (name === 'point' && !numeral.test(value)) throw refused(one, 'it is not a number.', '不是数字。')
		}
	})
	parser.on('closetag', () => {
		depth -= 1
	})
	parser.write(text).close()
	if (points !== 1) throw refused('point', 'an event has one.', '事件须有且只有一个。')
}

function readBy<T>(read: () => T): T {
	try {
		return read()
	} catch (fault) {
		const said = fault instanceof Error ? fault.message.slice(0, 120) : 'unknown'
		throw refused('body', `it is no Cursor on Target event (${said}).`, '不是 CoT 事件。')
	}
}

function momentOf(field: string, value: string): number {
	const at = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})$/.test(value)
		? Date.parse(value)
		: Number.NaN
	if (Number.isNaN(at))
		throw refused(field, 'it is not a time in ISO 8601 with its zone.', '不是带时区的 ISO 8601 时间。')
	return at
}

function numberOf(field: string, value: string | number, least: number, most: number): number {
	const read = typeof value === 'string' && value.trim() === '' ? Number.NaN : Number(value)
	if (!(read >= least && read <= most))
		throw refused(field, `it is not between ${least} and ${most}.`, '数值超出范围。')
	return read
}
