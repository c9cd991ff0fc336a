import { exact } from './entities.ts'
import type { Vocabulary } from './schema.ts'

/** Cedar's context: `now` in seconds since 1970, `purpose` whether one was given, and what the act's `load` adds. */
export type PowersContext = Readonly<Record<string, string | number | boolean>>

/**
 * What Cedar is given for an action: the two facts of every act, and those its contract declares.
 * @throws TypeError when a declared fact is absent or of another type
 */
export function cedarContext(
	words: Vocabulary,
	action: string,
	context: PowersContext,
): Record<string, string | number | boolean> {
	const declared = words.contexts.get(action) ?? {}
	const given: Record<string, string | number | boolean> = {
		now: context.now ?? 0,
		purpose: context.purpose === true,
	}
	for (const [name, is] of Object.entries(declared)) {
		const value = context[name]
		const type = is === 'Bool' ? 'boolean' : is === 'Long' ? 'number' : 'string'
		if (typeof value !== type || value === undefined)
			throw new TypeError(`${action} needs ${name} (${is}) in its context`)
		given[name] = typeof value === 'number' ? exact(name, value) : value
	}
	return given
}
