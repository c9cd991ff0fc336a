import { bound } from './call.ts'
import { type Compiled, Frame } from './env.ts'
import { coerced, type FeelType } from './type.ts'
import { type Arguments, Fn, kindOf, type Param, type Run, type Value } from './value.ts'

/** A call; of anything but a function it is null. */
export function compileCall(
	fn: Compiled,
	args: readonly Compiled[],
	names: readonly string[] | null,
	called: string | null,
): Compiled {
	return (env) => {
		env.run.step()
		const callee = fn(env)
		if (!(callee instanceof Fn)) {
			env.run.fault(`${called === null ? `a ${kindOf(callee)}` : `\`${called}\``} is not a function`)
			return null
		}
		const values = args.map((arg) => arg(env))
		const given: Arguments =
			names === null
				? { by: 'place', values }
				: { by: 'name', values: new Map(names.map((name, n) => [name, values[n] ?? null])) }
		return callee.call(given, env.run)
	}
}

/** A function written in FEEL. One that calls outside the model (Java, PMML) is null: nothing outside is ever run. */
export function compileFunction(
	params: readonly { readonly name: string; readonly type: FeelType | null }[],
	body: Compiled | null,
): Compiled {
	return (env) =>
		body === null ? null : makeFunction('', params, null, (values, run) => body(new Frame(run, values, env)))
}

/** A function of the model: arguments fitted to the parameters, the result to its type, calls counted and bounded. */
export function makeFunction(
	name: string,
	params: readonly Param[],
	result: FeelType | null,
	body: (values: ReadonlyMap<string, Value>, run: Run) => Value,
): Fn {
	return new Fn(name, params, result, (args, run) => {
		const values = bound(params, args)
		if (values === null) {
			run.fault(`the arguments do not fit \`${name === '' ? 'function' : name}\``)
			return null
		}
		run.step()
		const work = () => body(values, run)
		const given = run.deeper(() => (name === '' ? work() : run.inside(`function ${name}`, work)))
		const fitted = result === null ? given : coerced(given, result)
		if (fitted === undefined) run.fault(`what \`${name}\` gives is not of its type`)
		return fitted ?? null
	})
}
