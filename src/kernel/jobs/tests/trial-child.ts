/** A process that works on the trial queue until it is killed: `trial-child.ts FOLDER` or `trial-child.ts URL`. */
import { openPglite } from '#kernel/db/pglite.ts'
import { openPostgres } from '#kernel/db/postgres.ts'
import { startTrial, trialWorker } from './trial.ts'

const place = process.argv[2] ?? ''
const databaseUrl = place.startsWith('postgres') ? place : null
const store = databaseUrl === null ? await openPglite({ folder: place }) : await openPostgres({ url: databaseUrl })
const worker = trialWorker((n) => process.stdout.write(`${n}\n`))
await startTrial(store, databaseUrl, worker)
