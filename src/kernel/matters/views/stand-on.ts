import { notFound } from '#kernel/refusal.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { shows } from '../../view.ts'
import { standOn } from '../contract/drawings.ts'
import { matter } from '../contract/matter.ts'
import { namesIn } from '../publishing/effects.ts'
import { needText, versionsAt } from '../publishing/editions.ts'
import { modelsIn } from '../publishing/lanes.ts'
import { followersOf, placedOn } from '../publishing/live.ts'
import { drawingBookSubject } from '../publishing/store.ts'

/** M91. */
export const standOnView = shows(standOn, {
	subject: async (_tx, _input, who) => drawingBookSubject(who.bureau),
	async show({ tx, who, now }, { name, version }) {
		const versions = (await versionsAt(tx, { what: 'drawing', name, agency: who.bureau, now })).get(name) ?? []
		const found = versions.find(({ edition }) =>
			version === undefined ? edition.inForce : edition.version === version,
		)
		if (found?.drawing == null) throw notFound(`drawing ${name} ${version ?? ''}`)
		const seconds = Math.floor(now.getTime() / 1000)
		const seen = powersInUse().filter(who, matter.see, matter, { now: seconds, purpose: false })
		const text = await needText(tx, 'drawing', name, found.edition.version)
		const names = namesIn(await modelsIn(text))
		const counts = await followersOf(tx, name, seen)
		const placed = await placedOn(tx, name, found.drawing, { who, seen, now })
		return {
			output: {
				edition: found.edition,
				text,
				followed: versions.flatMap(({ edition, drawing }) => {
					const count = drawing === null ? undefined : counts.get(drawing)
					return count === undefined ? [] : [{ edition, count }]
				}),
				elements: placed.map((one) => ({ ...one, name: names.get(one.element) ?? one.element })),
			},
		}
	},
})
