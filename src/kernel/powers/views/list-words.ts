import { shows } from '../../view.ts'
import { bookSubject } from '../book.ts'
import { listWords } from '../contract.ts'
import { powersInUse } from '../current.ts'
import { onFloor } from '../published.ts'
import { person } from '../schema.ts'

/** What a bureau's rule may speak of: acts off the floor, the facts of their rows, and those of the one who asks. */
export const listWordsView = shows(listWords, {
	async subject(_tx, _input, who) {
		return bookSubject(who.bureau)
	},
	async show() {
		const { words } = powersInUse()
		const actions = [...words.actions].flatMap(([action, types]) =>
			onFloor(action) ? [] : types.map((type) => ({ action, type })),
		)
		const types = [...new Set(actions.map(({ type }) => type))].flatMap((type) => {
			const resource = words.resources.get(type)
			if (resource === undefined) return []
			const attributes = Object.entries(resource.attributes).map(([name, declared]) => ({
				name,
				is: declared.is,
				optional: 'optional' in declared && declared.optional === true,
			}))
			return [{ type, attributes }]
		})
		return { output: { actions, types, person: Object.entries(person).map(([name, is]) => factOf(name, is)) } }
	},
})

function factOf(name: string, is: (typeof person)[string]) {
	const kind =
		is.type === 'Entity' ? 'Agency' : is.type === 'Set' ? 'Set<String>' : is.type === 'Boolean' ? 'Bool' : is.type
	return { name, is: kind, optional: false }
}
