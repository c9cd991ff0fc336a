/** V32. What CAP 1.0, 1.1 and 1.2 allow, element by element in their order: the three schemas of OASIS as plain data. */

export type CapVersion = '1.0' | '1.1' | '1.2'

export type Rule = {
	readonly name: string
	readonly least: 0 | 1
	readonly most: 1 | 'many'
	readonly is: 'text' | 'moment' | 'plain-moment' | 'language' | 'whole' | 'decimal' | 'polygon' | 'circle' | 'group'
	readonly words?: readonly string[]
	readonly children?: readonly Rule[]
}

export const capSpaces: Readonly<Record<string, CapVersion>> = {
	'http://www.incident.com/cap/1.0': '1.0',
	'urn:oasis:names:tc:emergency:cap:1.1': '1.1',
	'urn:oasis:names:tc:emergency:cap:1.2': '1.2',
}
export const signatureSpace = 'http://www.w3.org/2000/09/xmldsig#'

const one = (name: string, more: Partial<Rule> = {}): Rule => ({ name, least: 1, most: 1, is: 'text', ...more })
const may = (name: string, more: Partial<Rule> = {}): Rule => ({ name, least: 0, most: 1, is: 'text', ...more })
const some = (name: string, more: Partial<Rule> = {}): Rule => ({ name, least: 0, most: 'many', is: 'text', ...more })

const categories = [
	'Geo',
	'Met',
	'Safety',
	'Security',
	'Rescue',
	'Fire',
	'Health',
	'Env',
	'Transport',
	'Infra',
	'Other',
]
const responses = ['Shelter', 'Evacuate', 'Prepare', 'Execute', 'Monitor', 'Assess', 'None']
const named = [one('valueName'), one('value')]

function grammar(version: CapVersion): Rule {
	const first = version === '1.0'
	const newest = version === '1.2'
	// 1.2 writes neither Z nor parts of a second.
	const time = { is: newest ? 'plain-moment' : 'moment' } as const
	// From 1.1 on a pair of elements; before, one text.
	const pair = (name: string): Rule => (first ? some(name) : some(name, { is: 'group', children: named }))
	const area: Rule[] = [
		one('areaDesc'),
		some('polygon', { is: 'polygon' }),
		some('circle', { is: 'circle' }),
		pair('geocode'),
		may('altitude', newest ? { is: 'decimal' } : {}),
		may('ceiling', newest ? { is: 'decimal' } : {}),
	]
	const resource: Rule[] = [
		one('resourceDesc'),
		newest ? one('mimeType') : may('mimeType'),
		may('size', { is: 'whole' }),
		may('uri'),
		...(first ? [] : [may('derefUri')]),
		may('digest'),
	]
	const info: Rule[] = [
		may('language', { is: 'language' }),
		{ ...some('category', { words: first ? categories : [...categories, 'CBRNE'] }), least: first ? 0 : 1 },
		one('event'),
		...(first ? [] : [some('responseType', { words: newest ? [...responses, 'Avoid', 'AllClear'] : responses })]),
		one('urgency', { words: ['Immediate', 'Expected', 'Future', 'Past', 'Unknown'] }),
		one('severity', { words: ['Extreme', 'Severe', 'Moderate', 'Minor', 'Unknown'] }),
		one('certainty', { words: [first ? 'Very Likely' : 'Observed', 'Likely', 'Possible', 'Unlikely', 'Unknown'] }),
		may('audience'),
		pair('eventCode'),
		may('effective', time),
		may('onset', time),
		may('expires', time),
		...['senderName', 'headline', 'description', 'instruction', 'web', 'contact'].map((name) => may(name)),
		pair('parameter'),
		some('resource', { is: 'group', children: resource }),
		some('area', { is: 'group', children: area }),
	]
	return one('alert', {
		is: 'group',
		children: [
			one('identifier'),
			one('sender'),
			...(first ? [may('password')] : []),
			one('sent', time),
			one('status', { words: ['Actual', 'Exercise', 'System', 'Test', ...(first ? [] : ['Draft'])] }),
			one('msgType', { words: ['Alert', 'Update', 'Cancel', 'Ack', 'Error'] }),
			may('source'),
			{ ...may('scope', { words: ['Public', 'Restricted', 'Private'] }), least: first ? 0 : 1 },
			may('restriction'),
			may('addresses'),
			some('code'),
			may('note'),
			may('references'),
			may('incidents'),
			some('info', { is: 'group', children: info }),
		],
	})
}

export const grammars: Readonly<Record<CapVersion, Rule>> = {
	'1.0': grammar('1.0'),
	'1.1': grammar('1.1'),
	'1.2': grammar('1.2'),
}
