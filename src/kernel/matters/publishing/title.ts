import type { WhatIs } from '../contract/drawings.ts'

const names: Readonly<Record<WhatIs, RegExp>> = {
	drawing: /<(?:[\w-]+:)?process\s[^>]*?\bname="([^"]*)"/,
	table: /<(?:[\w-]+:)?decision\s[^>]*?\bname="([^"]*)"/,
}
const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" }

/** What a text calls its first process or decision, for lists; null when it names none. */
export function titleOf(what: WhatIs, text: string): string | null {
	const name = names[what]
		.exec(text)?.[1]
		?.replaceAll(/&(lt|gt|amp|quot|apos);/g, (_, one: string) => entities[one] ?? '')
	return name === undefined || name.trim() === '' ? null : name.trim().slice(0, 200)
}
