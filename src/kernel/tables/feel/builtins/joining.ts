import { any } from '../type.ts'
import { type Arguments, Fn, isList, type Run, type Value } from '../value.ts'
import { distinct } from './list.ts'

/** `append`, `concatenate` and `union` take as many arguments as they are given. */

const list = { name: 'list', type: any }

function many(name: string, work: (values: readonly Value[], run: Run) => Value): Fn {
	return new Fn(name, [list], null, (args: Arguments, run) => {
		const values = args.by === 'place' ? args.values : [...args.values.values()]
		if (values.length === 0) return null
		const made = work(values, run)
		if (isList(made)) run.step(made.length)
		return made
	})
}

function concatenated(values: readonly Value[]): readonly Value[] | null {
	if (values.includes(null)) return null
	return values.flatMap((value) => (isList(value) ? value : [value]))
}

export const joiningFunctions: readonly Fn[] = [
	many('append', ([first, ...rest]) => {
		if (first === null || first === undefined || rest.length === 0) return null
		return [...(isList(first) ? first : [first]), ...rest]
	}),
	many('concatenate', concatenated),
	many('union', (values, run) => {
		const all = concatenated(values)
		return all === null ? null : distinct(all, run)
	}),
]
