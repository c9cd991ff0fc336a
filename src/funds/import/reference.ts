import { plain } from './entry.ts'

/** References as banks write them; what stands for “none” is none. */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

export function uetrOf(text: string | null): string | null {
	const said = text?.trim().toLowerCase() ?? ''
	return uuid.test(said) ? said : null
}

const none = /^(?:NOTPROVIDED|NOT PROVIDED|NONREF|NON|0+|-|无)$/i

export function endToEndOf(text: string | null): string | null {
	const said = plain(text, 35)
	return said === null || none.test(said) ? null : said
}
