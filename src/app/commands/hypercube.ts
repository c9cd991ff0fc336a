import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { approximateHypercube, exactMost, type Hypercube, solveHypercube } from '#dispatch/price/hypercube.ts'
import { type Command, onlyArgument, UsageFault } from './command.ts'

/** Units count from 1, as in the literature. Fields beside these (sources, published answers) are passed over. */
const instance = z.object({
	servers: z.int().min(1).max(1000),
	/** Services in a unit of time, of all units or of each. */
	mu: z.union([z.number(), z.array(z.number())]).default(1),
	classes: z.array(z.object({ rate: z.number(), pref: z.array(z.int().min(1)) })),
	/** Requests that may wait when all are busy: any number when null or left out, none when 0. */
	line: z.int().min(0).nullable().default(null),
})

export const command: Command = {
	usage: 'FILE.json',
	summary: `Answers an instance of the hypercube queueing model (D260) as JSON: workload of each unit, share of the time
all are busy (with those waiting), share lost, share of services between areas, share of services by unit and class; exact up
to ${exactMost} units, and by Larson's approximation beside it.
FILE: {"servers": 3, "mu": 1, "classes": [{"rate": 0.5, "pref": [1, 2, 3]}, …], "line": null}; units count from 1.`,
	async run(args) {
		const file = onlyArgument(args, 'one JSON file')
		const model = modelOf(await readInstance(file))
		try {
			const answer = solveHypercube(model)
			const approximate = approximateHypercube(model)
			process.stdout.write(`${JSON.stringify({ ...answer, approximate: { workload: approximate.workload } })}\n`)
			return 0
		} catch (error) {
			if (!(error instanceof RangeError)) throw error
			process.stdout.write(`${JSON.stringify({ fault: error.message })}\n`)
			return 1
		}
	},
}

async function readInstance(file: string): Promise<z.output<typeof instance>> {
	const text = await readFile(file, 'utf8').catch(() => {
		throw new UsageFault(`There is no file ${file}.`)
	})
	let json: unknown
	try {
		json = JSON.parse(text)
	} catch {
		throw new UsageFault(`${file} is no JSON.`)
	}
	const read = instance.safeParse(json)
	if (read.success) return read.data
	const issue = read.error.issues[0]
	throw new UsageFault(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is no instance'}`)
}

const modelOf = ({ servers, mu, classes, line }: z.output<typeof instance>): Hypercube => ({
	units: servers,
	serviceRate: mu,
	line,
	classes: classes.map(({ rate, pref }) => ({ rate, prefer: pref.map((unit) => unit - 1) })),
})
