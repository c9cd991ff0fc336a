import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { z } from 'zod'
import {
	type Line,
	type Model,
	type Outcome,
	readProcesses,
	readScript,
	simulate,
} from '#kernel/matters/process/api.ts'
import { processesBeside, tablesBeside } from '../beside.ts'
import { ready } from '../ready.ts'

const moment = z.string()

/** A drawing as it is lived once: what is answered when, and where it comes to. */
const scenario = z.strictObject({
	title: z.string(),
	data: z.record(z.string(), z.json()).optional(),
	script: z.unknown().transform((json) => readScript(json)),
	/** End events reached, of called drawings too, in order of name. */
	ends: z.array(z.string()),
	/** When an element completed, each time. */
	at: z.record(z.string(), z.union([moment, z.array(moment)])).optional(),
})
export type Scenario = z.output<typeof scenario>

export function scenariosOf(key: string): readonly Scenario[] {
	const file = join(import.meta.dirname, 'scenarios', `${key}.json`)
	return z.array(scenario).parse(JSON.parse(readFileSync(file, 'utf8')))
}

export type Lived = { readonly lines: readonly Line[]; readonly outcome: Outcome; readonly model: Model }

/** Runs a scenario of the drawing in a file as `process simulate` does. */
export async function live(file: string, told: Scenario): Promise<Lived> {
	const reading = await readProcesses(readFileSync(file, 'utf8'))
	const [model] = reading.processes.map((one) => one.model)
	if (model === undefined) throw new Error(`${file} holds no process`)
	const callable = await processesBeside(file, reading)
	const lines: Line[] = []
	const outcome = simulate({
		model,
		data: told.data ?? {},
		script: told.script,
		called: (id) => callable.get(id) ?? null,
		decided: await tablesBeside(file, reading),
		print: (line) => lines.push(line),
	})
	return { lines, outcome, model }
}

export function fileOf(key: string): string {
	const found = ready.find((one) => one.key === key)
	if (found === undefined) throw new Error(`no ready drawing ${key}`)
	return found.file
}

/** Elements of a drawing, and its flows, by id. A compensation event is passed by its handler, not by a token. */
export function everythingIn(model: Model): readonly string[] {
	const ways = [...model.elements.values()].filter(
		(one) => one.kind !== 'boundary' || one.trigger.on !== 'compensation',
	)
	return ways.flatMap(({ id, outs }) => [id, ...outs.map((flow) => flow.id)])
}

/** What was entered or taken in the main process. */
export function visitedIn({ lines, model }: Lived): ReadonlySet<string> {
	const own = lines.filter((line) => line.instance === model.id)
	return new Set(own.flatMap(({ element, flow }) => (flow === undefined ? [element] : [element, flow])))
}

/** Moments at which each element completed. */
export function momentsIn({ lines }: Lived): ReadonlyMap<string, readonly string[]> {
	const done = lines.filter(({ what }) => what === 'complete')
	const byElement = Map.groupBy(done, ({ element }) => element)
	return new Map([...byElement].map(([id, list]) => [id, list.map(({ at }) => at.replace('.000Z', 'Z'))]))
}
