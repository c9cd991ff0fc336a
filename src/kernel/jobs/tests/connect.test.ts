import { createServer, type Socket } from 'node:net'
import { describe, expect, it } from 'vitest'
import { testStore } from '#tests/database.ts'
import { openQueue } from '../boss.ts'

describe('jobs and a database that does not answer', () => {
	it('J6 waiting for a connection ends with an error instead of hanging', async () => {
		const store = await testStore()
		const sockets: Socket[] = []
		const silent = createServer((socket) => void sockets.push(socket))
		await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve))
		const address = silent.address()
		const port = typeof address === 'object' && address !== null ? address.port : 0
		const began = performance.now()
		const opened = openQueue({ store, databaseUrl: `postgresql://nobody:x@127.0.0.1:${port}/none` }, () => {})
		await expect(opened).rejects.toThrow(/timeout/i)
		expect(performance.now() - began).toBeLessThan(20_000)
		for (const socket of sockets) socket.destroy()
		silent.close()
	}, 60_000)
})
