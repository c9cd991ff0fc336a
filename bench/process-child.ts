import { openBed, tally } from './process-bed/bed.ts'

/**
 * A server of the bed in a process of its own, to be killed: `node process-child.ts FOLDER [DATABASE_URL] [OPENS] [MARK]`. Runs
 * the clocks and the sequencer, and opens `OPENS` served processes under keys made from MARK. Prints `ready`, then the
 * number of each it was answered, then `idle` when nothing is left to do.
 */
const [folder = '', url = '', opens = '0', mark = 'none'] = process.argv.slice(2)
const bed = await openBed({ data: folder, databaseUrl: url === '' ? null : url })
await bed.start()
process.stdout.write('ready\n')
let next = 0
const open = async (): Promise<void> => {
	while (next < Number(opens)) {
		const n = next++
		await bed.act('bench.process.open', { process: 'bench.served' }, `open-${mark}-${n}`)
		process.stdout.write(`${n}\n`)
	}
}
await Promise.all([open(), open()])
for (;;) {
	const { open: waiting, opened, answered } = await tally(bed)
	if (waiting === 0 && opened === answered) break
	await new Promise((resolve) => setTimeout(resolve, 500))
}
process.stdout.write('idle\n')
