/**
 * K32, K33. What the words of an order may not hold. The closed lists refuse a count of people; these refuse the same said
 * in words: a number beside an arrest, a fine, a stop, a case solved or a person, and a person listed by number.
 */

const counted =
	'arrests?|detentions?|detainees?|fines?|penalt(?:y|ies)|tickets?|stops?|searches|prosecutions?|convictions?|suspects?|persons?|people|residents?|offenders?|cases? (?:solved|cleared|cracked)|solved cases?|抓获|逮捕|拘留|刑拘|行拘|罚款|处罚|盘查|破案|起诉|打击处理|嫌疑人|人员|居民|群众|违法人员|重点人'
const number = '(?:\\d[\\d,，]*|[一二两三四五六七八九十百千万]+)'
const measure = '\\s*(?:%|％|percent|more|at least|起|人|名|个|件|宗|例|次|元|万元|余)?\\s*'

const quota = [
	new RegExp(`(?<![\\d.-])${number}${measure}(?:${counted})(?![a-z])`, 'i'),
	new RegExp(
		`(?:^|[^a-z])(?<!bus |tram |taxi )(?:${counted})\\s*(?:[:：≥>=]|at least|no fewer than|不少于|不低于|至少|达到?|完成)?\\s*${number}(?![\\d,，一二两三四五六七八九十百千万])(?!\\s*(?:[号条款日月年]|:))`,
		'i',
	),
	/(?<!bus |tram |taxi )(?:arrest|detain|fine|stop|solve|book|charge)\s+(?:at least\s+|no fewer than\s+)?\d/i,
]

/** Identity number (GB 11643: 17 digits and a check sign) and mobile number of a resident. */
const personal = [/(?<!\d)\d{17}[\dXx](?!\d)/, /(?<!\d)1[3-9]\d{9}(?!\d)/]

/** K33. True for words that make arrests, fines, stops, solved cases or people the measure. */
export function isQuota(words: string): boolean {
	return quota.some((pattern) => pattern.test(words))
}

/** K32. True for words that list a resident by number. */
export function namesResident(words: string): boolean {
	return personal.some((pattern) => pattern.test(words))
}
