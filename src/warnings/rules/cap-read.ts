import type { CapAlert, CapArea, CapInfo } from '../contract/outside.ts'
import { capSpaces, type CapVersion, grammars, type Rule, signatureSpace } from './cap-grammar.ts'
import { decode, type Element, readXml, XmlFault } from '#kernel/xml.ts'

/** V30 to V33. A CAP file from outside: an alert, or an EDXL distribution with alerts in it. Whole and valid, or refused. */

export type CapFault = { readonly element: string; readonly en: string; readonly zh: string }
export type CapRead =
	| { readonly ok: true; readonly alerts: readonly CapAlert[]; readonly signed: boolean }
	| { readonly ok: false; readonly faults: readonly CapFault[] }

const wrapper = 'urn:oasis:names:tc:emergency:EDXL:DE:1.0'
/** No file says more wrong things than a person reads. */
const mostFaults = 20

/** Reads the bytes of a file. Never throws: what is wrong is named with its element, the first twenty. */
export function readCap(bytes: Uint8Array): CapRead {
	try {
		return readCapText(decode(bytes))
	} catch (error) {
		return { ok: false, faults: [faultOf(error)] }
	}
}

/** The same of text already decoded, e.g. the part of a file that a signature covers. */
export function readCapText(text: string): CapRead {
	const faults: CapFault[] = []
	try {
		const root = readXml(text)
		const found = alertsIn(root, faults)
		for (const { element, version } of found) holds(element, grammars[version], faults)
		if (faults.length > 0) return { ok: false, faults: faults.slice(0, mostFaults) }
		const signed = (element: Element): boolean =>
			(element.space === signatureSpace && element.name === 'Signature') || element.children.some(signed)
		return { ok: true, alerts: found.map(({ element, version }) => alertOf(element, version)), signed: signed(root) }
	} catch (error) {
		return { ok: false, faults: [faultOf(error)] }
	}
}

function faultOf(error: unknown): CapFault {
	if (error instanceof XmlFault) return { element: error.element, en: error.message, zh: error.zh }
	throw error
}

type Found = { readonly element: Element; readonly version: CapVersion }

function alertsIn(root: Element, faults: CapFault[]): readonly Found[] {
	const version = capSpaces[root.space]
	if (root.name === 'alert' && version !== undefined) return [{ element: root, version }]
	if (root.name !== 'EDXLDistribution' || root.space !== wrapper) {
		faults.push({
			element: root.path,
			en: 'It is neither a CAP alert (1.0, 1.1, 1.2) nor an EDXL distribution.',
			zh: '既不是 CAP 告警（1.0、1.1、1.2），也不是 EDXL 分发文件。',
		})
		return []
	}
	const held: Found[] = []
	const walk = (element: Element): void => {
		if (element.name === 'embeddedXMLContent' && element.children.length === 0)
			faults.push({ element: element.path, en: 'It is empty.', zh: '内容为空。' })
		for (const child of element.children) {
			const own = capSpaces[child.space]
			if (child.name === 'alert' && own !== undefined) held.push({ element: child, version: own })
			else walk(child)
		}
	}
	walk(root)
	if (held.length === 0 && faults.length === 0)
		faults.push({ element: root.path, en: 'It holds no CAP alert.', zh: '其中没有 CAP 告警。' })
	return held
}

/** V32. Order, number, words and form of everything inside an element. */
function holds(element: Element, rule: Rule, faults: CapFault[]): void {
	if (rule.children === undefined) return simple(element, rule, faults)
	const stray = element.text.trim()
	if (stray !== '')
		faults.push({ element: element.path, en: 'Text stands where elements belong.', zh: '此处不能有文字。' })
	const own = element.children.filter((child) => child.space !== signatureSpace)
	let at = 0
	for (const expected of rule.children) {
		let times = 0
		for (; own[at]?.name === expected.name && own[at]?.space === element.space; at += 1) {
			const child = own[at]
			times += 1
			if (child === undefined) break
			if (expected.most === 1 && times > 1)
				faults.push({ element: child.path, en: 'It stands more than once.', zh: '重复出现。' })
			holds(child, expected, faults)
		}
		if (times < expected.least)
			faults.push({ element: `${element.path}/${expected.name}`, en: 'It is missing.', zh: '缺少此项。' })
	}
	const left = own[at]
	if (left !== undefined) faults.push({ element: left.path, en: 'It does not belong here.', zh: '此处不应有此项。' })
}

/** The schemas of 1.0 and 1.1 allow a time without zone; nobody can say when that is, so it is refused. */
const moment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/
const plainMoment = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[-+]\d\d:\d\d$/
const language = /^[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*$/

function simple(element: Element, rule: Rule, faults: CapFault[]): void {
	const no = (en: string, zh: string): void => {
		faults.push({ element: element.path, en, zh })
	}
	const child = element.children[0]
	if (child !== undefined) return no('Elements stand where text belongs.', '此处不能有下级元素。')
	const said = element.text.trim()
	const shown = said.length > 60 ? `${said.slice(0, 60)}…` : said
	if (rule.words !== undefined && !rule.words.includes(element.text))
		return no(`“${shown}” is none of ${rule.words.join(', ')}.`, `“${shown}”不在规定取值之内。`)
	const time = rule.is === 'moment' ? moment : rule.is === 'plain-moment' ? plainMoment : null
	if (time !== null && !(time.test(said) && !Number.isNaN(Date.parse(said))))
		return no(`“${shown}” is no date and time with its zone.`, `“${shown}”不是带时区的日期时间。`)
	if (rule.is === 'language' && !language.test(said))
		return no(`“${shown}” is no language.`, `“${shown}”不是语言代码。`)
	if (rule.is === 'whole' && !/^[-+]?\d+$/.test(said))
		return no(`“${shown}” is no whole number.`, `“${shown}”不是整数。`)
	if (rule.is === 'decimal' && !/^[-+]?(\d+(\.\d*)?|\.\d+)$/.test(said))
		return no(`“${shown}” is no number.`, `“${shown}”不是数字。`)
	if (rule.is === 'polygon' && polygonOf(said) === null)
		return no(
			'It is no closed line of four or more points “latitude,longitude”.',
			'不是由四个以上“纬度,经度”组成的闭合边界。',
		)
	if (rule.is === 'circle' && circleOf(said) === null)
		return no('It is no “latitude,longitude kilometres”.', '不是“纬度,经度 公里”。')
}

function pointOf(text: string): [number, number] | null {
	const match = /^([-+]?\d+(?:\.\d*)?),([-+]?\d+(?:\.\d*)?)$/.exec(text)
	const [lat, lon] = [Number(match?.[1]), Number(match?.[2])]
	return match !== null && Math.abs(lat) <= 90 && Math.abs(lon) <= 180 ? [lon, lat] : null
}

/** CAP writes latitude first; here longitude stands first. Null when it is no polygon. */
function polygonOf(text: string): [number, number][] | null {
	const points = text.split(/\s+/).map(pointOf)
	const known = points.filter((one) => one !== null)
	const [first, last] = [known[0], known.at(-1)]
	if (known.length !== points.length || known.length < 4 || first === undefined || last === undefined) return null
	return first[0] === last[0] && first[1] === last[1] ? known : null
}

function circleOf(text: string): { centre: [number, number]; kilometres: number } | null {
	const [where = '', size = '', ...rest] = text.split(/\s+/)
	const centre = pointOf(where)
	const kilometres = /^\d+(\.\d*)?$/.test(size) ? Number(size) : Number.NaN
	return centre === null || rest.length > 0 || Number.isNaN(kilometres) ? null : { centre, kilometres }
}

const textsOf = (element: Element, name: string): string[] =>
	element.children.filter((child) => child.name === name).map((child) => child.text.trim())
const textOf = (element: Element, name: string): string | null => textsOf(element, name)[0] ?? null
const momentOf = (element: Element, name: string): string | null => {
	const said = textOf(element, name)
	return said === null ? null : new Date(said).toISOString()
}
const need = (element: Element, name: string): string => textOf(element, name) ?? ''

function alertOf(element: Element, version: CapVersion): CapAlert {
	return {
		version,
		identifier: need(element, 'identifier'),
		sender: need(element, 'sender'),
		sent: new Date(need(element, 'sent')).toISOString(),
		status: need(element, 'status'),
		msgType: need(element, 'msgType'),
		scope: textOf(element, 'scope'),
		note: textOf(element, 'note'),
		references: textOf(element, 'references'),
		infos: element.children.filter((child) => child.name === 'info').map(infoOf),
	}
}

function infoOf(element: Element): CapInfo {
	return {
		language: textOf(element, 'language') ?? 'en-US',
		categories: textsOf(element, 'category'),
		event: need(element, 'event'),
		responses: textsOf(element, 'responseType'),
		urgency: need(element, 'urgency'),
		severity: need(element, 'severity'),
		certainty: need(element, 'certainty'),
		onset: momentOf(element, 'onset'),
		expires: momentOf(element, 'expires'),
		senderName: textOf(element, 'senderName'),
		headline: textOf(element, 'headline'),
		description: textOf(element, 'description'),
		instruction: textOf(element, 'instruction'),
		areas: element.children.filter((child) => child.name === 'area').map(areaOf),
	}
}

function areaOf(element: Element): CapArea {
	return {
		words: need(element, 'areaDesc'),
		polygons: textsOf(element, 'polygon').flatMap((text) => {
			const points = polygonOf(text)
			return points === null ? [] : [points]
		}),
		circles: textsOf(element, 'circle').flatMap((text) => {
			const circle = circleOf(text)
			return circle === null ? [] : [circle]
		}),
	}
}
