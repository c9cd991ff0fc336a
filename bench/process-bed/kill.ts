import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'
import { projectFolder } from '#kernel/folder.ts'
import { openBed, type Tally, tally, waitingMatters } from './bed.ts'

/** Where the killed server's database stands: a folder, or PostgreSQL by its owner's URL. */
export type Place = { readonly data: string; readonly databaseUrl: string | null }

const child = join(projectFolder, 'bench', 'process-child.ts')

/**
 * Lets a server of its own work off a backlog of timers, with processes opened beside, kills it (-9) `kills` times in the
 * middle, and lets the last one run to the end.
 * @returns what is left, how many openings it answered, and how long it worked
 */
export async function killAgain(
	place: Place,
	plan: { readonly timers: number; readonly opens: number; readonly kills: number },
): Promise<{ readonly tally: Tally; readonly answered: number; readonly seconds: number }> {
	const bed = await openBed(place)
	await waitingMatters(bed, plan.timers, `now() - interval '1 hour' + g * interval '1 millisecond'`)
	await bed.close()
	let answered = 0
	let seconds = 0
	for (let life = 0; ; life += 1) {
		const part = Math.ceil(plan.opens / (plan.kills + 1))
		const server = await live(place, part, `life-${life}`)
		const began = performance.now()
		const until = life < plan.kills ? answered + part / 2 : answered + part
		while (answered + server.answered() < until) await pause(20)
		if (life >= plan.kills) await server.idle()
		await server.kill()
		seconds += (performance.now() - began) / 1000
		answered += server.answered()
		if (life < plan.kills) continue
		const left = await look(place)
		if (left.open === 0 && left.answered === left.opened) return { tally: left, answered, seconds }
	}
}

type Life = { answered(): number; idle(): Promise<void>; kill(): Promise<void> }

async function live(place: Place, opens: number, mark: string): Promise<Life> {
	const server: ChildProcess = spawn(
		process.execPath,
		[child, place.data, place.databaseUrl ?? '', String(opens), mark],
		{ stdio: ['ignore', 'pipe', 'inherit'] },
	)
	const ready = Promise.withResolvers<void>()
	const idle = Promise.withResolvers<void>()
	const gone = Promise.withResolvers<void>()
	let answered = 0
	let rest = ''
	server.stdout?.on('data', (part: Buffer) => {
		const lines = `${rest}${part.toString()}`.split('\n')
		rest = lines.pop() ?? ''
		for (const line of lines) {
			if (line === 'ready') ready.resolve()
			else if (line === 'idle') idle.resolve()
			else answered += 1
		}
	})
	server.once('exit', () => {
		ready.reject(new Error('the server ended before it was ready'))
		idle.resolve()
		gone.resolve()
	})
	await ready.promise
	return {
		answered: () => answered,
		idle: () => idle.promise,
		async kill() {
			server.kill('SIGKILL')
			await gone.promise
		},
	}
}

async function look(place: Place): Promise<Tally> {
	const bed = await openBed(place)
	try {
		return await tally(bed)
	} finally {
		await bed.close()
	}
}

function pause(ms: number): Promise<void> {
	return new Promise((resolve) => setTimeout(resolve, ms))
}
