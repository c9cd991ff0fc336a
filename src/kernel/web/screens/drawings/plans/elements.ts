import type { Language } from '../../../times.ts'
import { half } from '../names.ts'

/** An element of a drawing on which a token can stand. */
export type Place = { readonly id: string; readonly name: string }

const tag =
	/<(?:[\w-]+:)?(?:\w*[tT]ask|\w+Event|\w+Gateway|[sS]ubProcess|adHocSubProcess|transaction|callActivity)((?:\s+[\w:.-]+\s*=\s*(?:"[^"]*"|'[^']*'))*)\s*\/?>/g

/** Every element of a drawing on which a token can stand, in the order of the text; only its attributes are read. */
export function placesIn(text: string, language: Language): readonly Place[] {
	return [...text.matchAll(tag)].flatMap(([, attributes = '']) => {
		const id = read(attributes, 'id')
		const name = half(read(attributes, 'name'), language)
		return id === '' ? [] : [{ id, name: name === '' ? id : name }]
	})
}

function read(attributes: string, name: string): string {
	const found = new RegExp(`\\s${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes)
	return (found?.[1] ?? found?.[2] ?? '').replaceAll(
		/&(amp|lt|gt|quot|apos);/g,
		(_all, sign: string) => signs[sign] ?? '',
	)
}

const signs: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" }

/** W73. What stands for each place of the old drawing: its own id where the new has it, else the one place of the same name. */
export function begun(from: readonly Place[], to: readonly Place[]): Readonly<Record<string, string>> {
	const free = to.filter((place) => !from.some(({ id }) => id === place.id))
	return Object.fromEntries(
		from.map(({ id, name }) => {
			if (to.some((place) => place.id === id)) return [id, id]
			const same = free.filter((place) => place.name === name)
			return [id, same.length === 1 ? (same[0]?.id ?? '') : '']
		}),
	)
}

/** The plan's map: what keeps its id or is left open is not named. */
export function named(chosen: Readonly<Record<string, string>>): Record<string, string> {
	return Object.fromEntries(Object.entries(chosen).filter(([from, to]) => to !== '' && to !== from))
}
