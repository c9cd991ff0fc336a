import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Store } from './store.ts'

/** A folder of `NNNN-name.sql` files, run in the order of their names. */
export type MigrationFolder = { readonly name: string; readonly folder: string }

type Migration = { readonly name: string; readonly sql: string; readonly sha256: string }

/** All migrations of the folders, in order. A missing folder holds none. */
export function readMigrations(folders: readonly MigrationFolder[]): readonly Migration[] {
	return folders.flatMap(({ name, folder }) =>
		sqlFiles(folder).map((file) => {
			const sql = readFileSync(join(folder, file), 'utf8')
			return { name: `${name}/${file}`, sql, sha256: createHash('sha256').update(sql).digest('hex') }
		}),
	)
}

function sqlFiles(folder: string): string[] {
	try {
		return readdirSync(folder)
			.filter((file) => file.endsWith('.sql'))
			.sort()
	} catch {
		return []
	}
}

/** One mark for a set of migrations: prepared databases are kept under it. */
export function marksOf(migrations: readonly Migration[]): string {
	return createHash('sha256')
		.update(migrations.map((one) => one.sha256).join())
		.digest('hex')
		.slice(0, 16)
}

/**
 * Brings the database up to date, each migration in its own transaction as the owner.
 * A migration that changed after it ran is an error: add a new one instead.
 * Returns how many ran.
 */
export async function migrate(
	store: Store,
	folders: readonly MigrationFolder[],
	onStep: (name: string) => void = () => {},
): Promise<number> {
	const migrations = readMigrations(folders)
	return store.lease('owner', async ({ wire }) => {
		await wire.script(
			`create schema if not exists kernel;
			 create table if not exists kernel.migration (name text primary key, sha256 text not null, ran_at timestamptz not null default now())`,
		)
		const { rows } = await wire.send('select name, sha256 from kernel.migration', [])
		const ran = new Map(rows.map((row) => [String(row['name']), String(row['sha256'])]))
		let count = 0
		for (const { name, sql, sha256 } of migrations) {
			const before = ran.get(name)
			if (before === sha256) continue
			if (before !== undefined) throw new Error(`migration ${name} changed after it ran`)
			onStep(name)
			await wire.script('begin')
			try {
				await wire.script(sql)
				await wire.send('insert into kernel.migration (name, sha256) values ($1, $2)', [name, sha256])
				await wire.script('commit')
			} catch (error) {
				await wire.script('rollback').catch(() => {})
				throw new Error(`migration ${name} failed: ${error instanceof Error ? error.message : String(error)}`, {
					cause: error,
				})
			}
			count += 1
		}
		return count
	})
}
