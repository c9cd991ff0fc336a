import { compile, type CompiledTest, compileTests } from './compile.ts'
import type { Compiled } from './env.ts'
import type { Names } from './names.ts'
import { parseExpression, parseTests } from './parse.ts'
import { refuseBackwards } from './plain.ts'
import { FeelFault } from './scan.ts'

/** Told of each name that nothing in sight has. */
type Unknown = (name: string) => void

/** From text to something that runs. @throws FeelFault */
export function expressionFrom(text: string, names: Names, unknown?: Unknown): Compiled {
	return bounded(() => compile(parseExpression(text, names, unknown)))
}

/** The same for a cell of tests. @throws FeelFault */
export function testsFrom(text: string, names: Names, unknown?: Unknown): CompiledTest {
	return bounded(() => {
		const tests = parseTests(text, names, unknown)
		refuseBackwards(tests, text)
		return compileTests(tests)
	})
}

/** A sum of ten thousand terms is read without nesting, but stands ten thousand deep. */
function bounded<T>(make: () => T): T {
	try {
		return make()
	} catch (error) {
		if (error instanceof RangeError) throw new FeelFault('too long a chain')
		throw error
	}
}
