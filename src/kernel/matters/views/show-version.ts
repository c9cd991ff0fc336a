import { notFound } from '#kernel/refusal.ts'
import { shows } from '../../view.ts'
import { showVersion } from '../contract/drawings.ts'
import { needText, versionsAt } from '../publishing/editions.ts'
import { drawingBookSubject } from '../publishing/store.ts'

/** M89. One that never stood at the viewer's bureau is not found. */
export const showVersionView = shows(showVersion, {
	subject: async (_tx, _input, who) => drawingBookSubject(who.bureau),
	async show({ tx, who, now }, { what, name, version }) {
		const versions = (await versionsAt(tx, { what, name, agency: who.bureau, now })).get(name) ?? []
		const found = versions.find(({ edition }) => edition.version === version)
		if (found === undefined) throw notFound(`version ${name} ${version}`)
		return { output: { edition: found.edition, text: await needText(tx, what, name, version) } }
	},
})
