import { expect, test } from 'vitest'
import { localText, momentOf } from '../local-time.ts'

test('K50 the end of a loan is entered and shown by the clock of the bureau, whatever the machine’s zone', () => {
	expect(localText('2026-11-30T16:26:40.000Z')).toBe('2026-12-01T00:26')
	expect(momentOf('2026-12-01T00:26')).toBe('2026-11-30T16:26:00.000Z')
	for (const at of [0, 1_790_000_000_000, Date.parse('2026-02-28T15:59:00Z')])
		expect(Date.parse(momentOf(localText(at)))).toBe(Math.floor(at / 60_000) * 60_000)
})
