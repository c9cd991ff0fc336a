import { spawn } from 'node:child_process'
import { mkdtempSync, readdirSync, rmSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { z } from 'zod'

/** What a backup says about itself, in `backup.json` of the archive. */
export const manifest = z.strictObject({
	format: z.literal(1),
	madeAt: z.iso.datetime(),
	engine: z.enum(['pglite', 'postgres']),
	/** Size and root (hex) of the ledger in it. */
	size: z.int().min(0),
	root: z.string(),
	/** Newest signed checkpoint in it; null while the ledger is empty. */
	checkpoint: z.string().nullable(),
})
export type Manifest = z.output<typeof manifest>

/** File of the archive that holds the database, by engine. */
export const databaseFile = { pglite: 'database.tar.gz', postgres: 'database.dump' } as const

/** What of the data folder goes beside the database: keys, maps, uploads; all but the embedded database and its lock. */
export function besides(data: string): readonly string[] {
	return readdirSync(data).filter((name) => name !== 'db' && name !== 'db.lock' && !name.includes('-before-'))
}

/** A scratch folder beside `near`, so that files can be moved from it; removed when `work` is done. */
export async function withScratch<T>(near: string, work: (folder: string) => Promise<T>): Promise<T> {
	const folder = mkdtempSync(join(dirname(near), '.seawall-scratch-'))
	try {
		return await work(folder)
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

/** Runs a program of the system and gives what it printed. @throws Error with its last words */
export async function runProgram(
	program: string,
	args: readonly string[],
	env: NodeJS.ProcessEnv = process.env,
): Promise<string> {
	const child = spawn(program, args, { env, stdio: ['ignore', 'pipe', 'pipe'] })
	const out: Buffer[] = []
	const errors: Buffer[] = []
	child.stdout.on('data', (part: Buffer) => out.push(part))
	child.stderr.on('data', (part: Buffer) => errors.push(part))
	const code = await new Promise<number | null>((resolve, reject) => {
		child.on('error', (error) => reject(new Error(`${program} is needed and did not start: ${error.message}`)))
		child.on('close', resolve)
	})
	if (code !== 0) throw new Error(`${program} failed: ${Buffer.concat(errors).toString('utf8').trim().slice(-800)}`)
	return Buffer.concat(out).toString('utf8')
}

/** A database URL as libpq's environment: a password on a command line could be read by anyone on the machine. */
export function libpqEnvironment(url: string): NodeJS.ProcessEnv {
	const { hostname, port, username, password, pathname, searchParams } = new URL(url)
	const host = searchParams.get('host') ?? decodeURIComponent(hostname)
	return {
		...process.env,
		PGHOST: host,
		PGPORT: port === '' ? '5432' : port,
		PGUSER: decodeURIComponent(username),
		PGPASSWORD: decodeURIComponent(password),
		PGDATABASE: decodeURIComponent(pathname.slice(1)),
	}
}
