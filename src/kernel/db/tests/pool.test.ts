import { expect, it } from 'vitest'
import { openPostgres } from '#kernel/db/postgres.ts'

const url = process.env['SEAWALL_TEST_DATABASE_URL']

it.skipIf(url === undefined)(
	'J6 an exhausted pool answers with an error after its time instead of hanging (PostgreSQL only: the embedded database has one seat and waits in line)',
	async () => {
		const store = await openPostgres({ url: url ?? '' })
		const free = Promise.withResolvers<void>()
		// The owner's pool holds two.
		const held = [0, 1].map(() => store.lease('owner', () => free.promise))
		await expect(store.lease('owner', async () => 'got')).rejects.toThrow(/no database connection became free/)
		free.resolve()
		await Promise.all(held)
		expect(await store.lease('owner', async () => 'got')).toBe('got')
		await store.close()
	},
	20_000,
)
