import { describe, expect, test } from 'vitest'
import type { IncidentShown } from '../../contract/incidents.ts'
import { tableAnswer } from '../shared/table-answer.ts'

type Parts = Pick<IncidentShown, 'classifications' | 'story'>

const by = { post: 'dispatcher', agency: null }
const facts = { weapon: 'none', hurt: 'none', ongoing: 'yes', vulnerable: 'no' } as const
const rule = { table: 'dispatch.priority', rule: 'D7', version: '1', rows: [29] }
const at = (minute: number) => `2026-11-24T02:${String(minute).padStart(2, '0')}:00.000Z`
const decided = (minute: number, priority: number, reason: string | null): Parts['classifications'][number] => ({
	type: 'fight',
	priority,
	facts,
	rule,
	reason,
	at: at(minute),
	by,
})
const told = (minute: number, table: number): Parts['story'][number] => ({
	at: at(minute),
	act: 'dispatch.incident.classify',
	by,
	text: null,
	fact: { table },
})

describe('what the table gave', () => {
	test('DS9 is the priority itself while no person set another', () => {
		expect(tableAnswer({ classifications: [decided(2, 3, null), decided(1, 1, 'by hand before')], story: [] })).toBe(3)
	})

	test('DS9 is what the story kept beside the priority set by hand, of that act and no other', () => {
		const classifications = [decided(2, 1, 'someone cries'), decided(1, 2, 'loud')]
		expect(tableAnswer({ classifications, story: [told(2, 3), told(1, 4)] })).toBe(3)
	})

	test('DS9 is not guessed when the story does not reach back to it, nor where nothing was decided', () => {
		expect(tableAnswer({ classifications: [decided(2, 1, 'someone cries')], story: [told(1, 4)] })).toBeNull()
		expect(tableAnswer({ classifications: [], story: [told(1, 4)] })).toBeNull()
	})
})
