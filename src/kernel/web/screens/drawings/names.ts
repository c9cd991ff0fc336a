import { wordsOf } from '../../../contract/drawn-name.ts'
import type { Language } from '../../times.ts'

/** Drafts have ids; processes and tables are called by their names. */
export const isDraft = (of: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(of)

export const home = '/drawings'

/** Where a draft, a process or one version of it is shown, and a part of it: `edit`, `compare`, `live`, `plans`, or a version. */
export function pathTo(of: string, part?: string): string {
	return part === undefined ? `${home}/${of}` : `${home}/${of}/${part}`
}

/** Plans of moving live matters of this process: one, or a new one from version to version. */
export function pathToPlans(name: string, query: Readonly<Record<string, string>> = {}): string {
	const more = new URLSearchParams(query).toString()
	return more === '' ? pathTo(name, 'plans') : `${pathTo(name, 'plans')}?${more}`
}

/** Two versions side by side; a draft is named by its id. */
export function pathToCompare(name: string, what: string, from: string, to: string): string {
	return `${pathTo(name, 'compare')}?${new URLSearchParams({ what, from, to }).toString()}`
}

/** W44. A name written in both languages, `Closed / 已办结`, in one; any other name as it is. */
export const half = (name: string, language: Language): string => wordsOf(name)[language]

/** A text to look at with every name in one language; only for showing, never for keeping. */
export function inLanguage(text: string, language: Language): string {
	return text.replaceAll(
		/(\sname=")([^"]*)"/g,
		(_all, before: string, name: string) => `${before}${half(name, language)}"`,
	)
}

/** W46. Flows of a drawing by id, each called by where it leads from and to. Reads attributes only: what is no drawing has none. */
export function endsIn(text: string, language: Language): ReadonlyMap<string, string> {
	const names = new Map<string, string>()
	const flows: (readonly [id: string, from: string, to: string])[] = []
	for (const [tag] of text.matchAll(/<[\w:]+\s[^<>]*>/g)) {
		const read = (name: string): string => new RegExp(`\\s${name}="([^"]*)"`).exec(tag)?.[1] ?? ''
		const id = read('id')
		if (/^<(?:\w+:)?sequenceFlow\s/.test(tag)) flows.push([id, read('sourceRef'), read('targetRef')])
		else if (id !== '' && read('name') !== '') names.set(id, half(read('name'), language))
	}
	return new Map(flows.map(([id, from, to]) => [id, `${names.get(from) ?? from} → ${names.get(to) ?? to}`]))
}
