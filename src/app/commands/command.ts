import type { Place } from '../place.ts'

/** One command of `seawall`. Each lives in its own file and is loaded when it is asked for. */
export type Command = {
	/** What stands after the name, e.g. `FILE`. */
	readonly usage: string
	readonly summary: string
	/** Does the work and gives the exit code; 0 is well. Prints to `say`; results that a program reads go to stdout. */
	run(args: readonly string[], place: Place): Promise<number>
}

/** A mistake in how a command was called: one line and the usage, no stack. */
export class UsageFault extends Error {}

/** Progress for the person at the terminal, on stderr so that stdout stays clean for results. */
export function say(line: string): void {
	process.stderr.write(`${line}\n`)
}

/** The only argument of a command. @throws UsageFault */
export function onlyArgument(args: readonly string[], name: string): string {
	const [first] = args
	if (first === undefined || args.length > 1) throw new UsageFault(`Give one argument: ${name}.`)
	return first
}
