import type { MessageType, OpenWarning, Response, WarningArea, WarningKind } from '../contract.ts'

/** V20. A message as CAP 1.2 (OASIS, July 2010): one info for each language. Pure. */

/** What every message of a warning says. */
export type CapFacts = {
	readonly identifier: string
	/** Who sends: an agency, as a name no other deployment uses. */
	readonly sender: string
	readonly type: MessageType
	readonly sentAt: Date
	/** Messages it follows, as `sender,identifier,sent`. */
	readonly references: readonly string[]
	/** Why it was ended before its moment, as it was written. */
	readonly reason: string | null
} & Pick<
	OpenWarning,
	'kind' | 'severity' | 'response' | 'status' | 'area' | 'en' | 'zh' | 'by' | 'issuedAt' | 'until'
> & {
		readonly urgency: string
		readonly certainty: string
	}

/** What a kind is called, in CAP's `event`, and which of CAP's categories it is. */
export const kindInCap: Readonly<
	Record<WarningKind, { readonly category: string; readonly en: string; readonly zh: string }>
> = {
	fire_smoke: { category: 'Fire', en: 'Fire or smoke', zh: '火灾或浓烟' },
	chemical: { category: 'CBRNE', en: 'Chemical release', zh: '化学品泄漏' },
	explosion: { category: 'CBRNE', en: 'Danger of explosion', zh: '爆炸危险' },
	unsafe_structure: { category: 'Safety', en: 'Unsafe structure', zh: '建筑物险情' },
	flood_tide: { category: 'Met', en: 'Flood or high tide', zh: '洪水或高潮位' },
	road_closed: { category: 'Transport', en: 'Road closed', zh: '道路封闭' },
	crowd: { category: 'Safety', en: 'Dangerous crowding', zh: '拥挤危险' },
	armed_danger: { category: 'Security', en: 'Armed danger', zh: '持械危险' },
	animal: { category: 'Safety', en: 'Dangerous animal', zh: '危险动物' },
	outage: { category: 'Infra', en: 'Supply or network outage', zh: '供应或通信中断' },
	fraud: { category: 'Security', en: 'Wave of fraud', zh: '诈骗高发' },
}

const capitals = (word: string) => word.slice(0, 1).toUpperCase() + word.slice(1)
const responses: Readonly<Record<Response, string>> = {
	shelter: 'Shelter',
	evacuate: 'Evacuate',
	prepare: 'Prepare',
	avoid: 'Avoid',
	monitor: 'Monitor',
	none: 'None',
}

/** Text inside an element. Characters XML does not have are refused by the contract before they come here. */
export function escaped(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}

/** A time as CAP writes it: to the second, with its zone as figures, never Z. */
export function capTime(at: Date): string {
	return `${at.toISOString().slice(0, 19)}+00:00`
}

const six = (degrees: number) => Number(degrees.toFixed(6)).toString()

/** CAP writes latitude first, a circle in kilometres, and a polygon's first point again at its end. */
export function capArea(area: WarningArea): string {
	if (area.is === 'circle') {
		const [lon, lat] = area.centre
		return `<circle>${six(lat)},${six(lon)} ${Number((area.radiusMetres / 1000).toFixed(3))}</circle>`
	}
	const first = area.points[0]
	const closed = first === undefined ? [] : [...area.points, first]
	return `<polygon>${closed.map(([lon, lat]) => `${six(lat)},${six(lon)}`).join(' ')}</polygon>`
}

/** A whole CAP 1.2 file in UTF-8. */
export function capXml(facts: CapFacts): string {
	const tag = (name: string, text: string) => `<${name}>${escaped(text)}</${name}>`
	const { type, reason } = facts
	const info = (language: 'en' | 'zh') => {
		const words = facts[language]
		const ended = language === 'en' ? 'This warning has ended.' : '本预警已解除。'
		const over = type === 'cancel'
		return [
			'\t<info>',
			...[
				tag('language', language === 'en' ? 'en-US' : 'zh-CN'),
				tag('category', kindInCap[facts.kind].category),
				tag('event', kindInCap[facts.kind][language]),
				tag('responseType', over ? 'AllClear' : responses[facts.response]),
				tag('urgency', over ? 'Past' : capitals(facts.urgency)),
				tag('severity', capitals(facts.severity)),
				tag('certainty', capitals(facts.certainty)),
				tag('effective', capTime(facts.sentAt)),
				tag('expires', capTime(new Date(facts.until))),
				tag('senderName', facts.by[language]),
				tag('headline', over ? `${ended} ${words.headline}` : words.headline),
				tag('description', over ? ended : words.description),
				...(over ? [] : [tag('instruction', words.instruction)]),
				`<area>${tag('areaDesc', words.area)}${capArea(facts.area)}</area>`,
			].map((line) => `\t\t${line}`),
			'\t</info>',
		]
	}
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2">',
		...[
			tag('identifier', facts.identifier),
			tag('sender', facts.sender),
			tag('sent', capTime(facts.sentAt)),
			tag('status', capitals(facts.status)),
			tag('msgType', capitals(type)),
			tag('scope', 'Public'),
			...(reason === null ? [] : [tag('note', reason)]),
			...(facts.references.length === 0 ? [] : [tag('references', facts.references.join(' '))]),
		].map((line) => `\t${line}`),
		...info('en'),
		...info('zh'),
		'</alert>',
		'',
	].join('\n')
}
