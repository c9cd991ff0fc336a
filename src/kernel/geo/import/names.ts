import type { Tags } from './osm.ts'

/** Names in both scripts, out of whatever the map has. */

const han = /\p{Script=Han}/u

export const isHan = (text: string) => han.test(text)

export type Names = { readonly en: string; readonly zh: string; readonly others: readonly string[] }

/** `en`: a Latin name, `zh`: a Chinese one; where the map has one only, both are that one. Empty when it has none. */
export function namesOf(tags: Tags): Names {
	const plain = tags.name ?? ''
	const zh = tags['name:zh'] ?? tags['name:zh-Hans'] ?? (isHan(plain) ? plain : '')
	const en = tags['name:en'] ?? tags.int_name ?? (isHan(plain) ? '' : plain)
	const others: string[] = []
	for (const key of ['alt_name', 'old_name', 'short_name', 'loc_name', 'official_name'])
		for (const k of [key, `${key}:zh`, `${key}:en`]) if (tags[k] !== undefined) others.push(...tags[k].split(';'))
	if (plain !== '' && plain !== zh && plain !== en) others.push(plain)
	return { en: en || zh, zh: zh || en, others: others.map((o) => o.trim()).filter((o) => o !== '') }
}
