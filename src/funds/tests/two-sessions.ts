import { sql } from 'kysely'
import type { Store } from '#kernel/db/store.ts'
import type { Wire } from '#kernel/db/dialect.ts'

/** `none`: each statement by itself, and what should be rolled back is put back by hand: what transactions keep away. */
export type Level = 'none' | 'read committed' | 'repeatable read' | 'serializable'

type Value = number | string | null

/** One session whose statements a test interleaves with another's. */
export type Session = {
	readonly pid: number
	do(text: string, values?: readonly Value[]): Promise<Record<string, unknown>[]>
	one(text: string, values?: readonly Value[]): Promise<number>
	begin(): Promise<void>
	commit(): Promise<void>
	/** `undo` puts back by hand where no transaction does. */
	rollback(undo?: string): Promise<void>
}

/** Two sessions of their own at a level; `work` says what happens in which order. */
export async function between<T>(store: Store, level: Level, work: (a: Session, b: Session) => Promise<T>): Promise<T> {
	const { promise: done, resolve: finish } = Promise.withResolvers<void>()
	const open = async (): Promise<{ session: Session; closed: Promise<void> }> => {
		const { promise, resolve, reject } = Promise.withResolvers<Session>()
		const closed = store.lease('owner', async ({ wire }) => {
			resolve(await sessionOver(wire, level))
			await done
			await wire.script('rollback')
		})
		closed.catch(reject)
		return { session: await promise, closed }
	}
	const [a, b] = await Promise.all([open(), open()])
	try {
		return await work(a.session, b.session)
	} finally {
		finish()
		await Promise.all([a.closed, b.closed])
	}
}

async function sessionOver(wire: Wire, level: Level): Promise<Session> {
	const { rows } = await wire.send('select pg_backend_pid() as pid', [])
	const session: Session = {
		pid: Number(rows[0]?.['pid']),
		do: async (text, values = []) => (await wire.send(text, values)).rows as Record<string, unknown>[],
		one: async (text, values = []) => Number((await session.do(text, values))[0]?.['value']),
		begin: async () => (level === 'none' ? undefined : wire.script(`begin isolation level ${level}`)),
		commit: async () => (level === 'none' ? undefined : wire.script('commit')),
		rollback: async (undo) => {
			if (level !== 'none') return wire.script('rollback')
			if (undo !== undefined) await wire.script(undo)
		},
	}
	return session
}

/** Waits until a statement has ended, or waits for a lock of the other session. */
export async function settledOrBlocked(store: Store, session: Session, statement: Promise<unknown>): Promise<void> {
	let settled = false
	const mark = () => {
		settled = true
	}
	statement.then(mark, mark)
	while (!settled) {
		const { rows } = await sql<{ waits: boolean }>`
			select cardinality(pg_blocking_pids(${session.pid})) > 0 as waits`.execute(store.db)
		if (rows[0]?.waits === true) return
	}
}

/** True when a transaction lost to another and has to be tried again. */
export const lost = (error: unknown): boolean => error instanceof Error && 'code' in error && error.code === '40001'
