import { createHash, randomBytes } from 'node:crypto'
import { expect, test } from 'vitest'
import { fileHash } from '../file-hash.ts'

test('D127 a file is hashed piece by piece, equal to the hash of the whole by another implementation', async () => {
	for (const size of [0, 1, 4 * 1024 * 1024, 9 * 1024 * 1024 + 17]) {
		const bytes = randomBytes(size)
		const shares: number[] = []
		const found = await fileHash(new Blob([bytes]), (share) => shares.push(share))
		expect(found).toBe(createHash('sha256').update(bytes).digest('hex'))
		expect(shares.at(-1) ?? 1).toBe(1)
	}
})
