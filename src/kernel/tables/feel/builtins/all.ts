import type { Value } from '../value.ts'
import { contextFunctions } from './context.ts'
import { functionOf } from './declare.ts'
import { intervalFunctions } from './interval.ts'
import { joiningFunctions } from './joining.ts'
import { listFunctions } from './list.ts'
import { numericFunctions } from './numeric.ts'
import { temporalFunctions } from './temporal.ts'
import { textFunctions } from './text.ts'

/** FEEL's built-in functions (DMN 1.5 clause 10.3.4) by name. */
export const builtins: ReadonlyMap<string, Value> = new Map(
	[
		...[
			...contextFunctions,
			...intervalFunctions,
			...listFunctions,
			...numericFunctions,
			...temporalFunctions,
			...textFunctions,
		].map(functionOf),
		...joiningFunctions,
	].map((fn) => [fn.name, fn]),
)
