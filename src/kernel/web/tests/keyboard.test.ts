import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type ChordState, isSingle, type Pressed, readChord, written } from '../keyboard.ts'

const idle: ChordState = { first: null, at: 0 }
const press = (key: string, more: Partial<Pressed> = {}): Pressed => ({
	key,
	ctrl: false,
	alt: false,
	inField: false,
	...more,
})
const bound = (...chords: string[]) => ({
	has: (chord: string) => chords.includes(chord),
	starts: (first: string) => chords.some((chord) => chord.startsWith(`${first} `)),
})

test('W5 a letter acts outside a text field and not inside one', () => {
	expect(readChord(idle, press('d'), 0, bound('D'), true).chord).toBe('D')
	expect(readChord(idle, press('d', { inField: true }), 0, bound('D'), true).chord).toBeNull()
})

test('W5 letters can be turned off, Ctrl K and Esc go on', () => {
	expect(readChord(idle, press('d'), 0, bound('D'), false).chord).toBeNull()
	expect(readChord(idle, press('k', { ctrl: true }), 0, bound('Ctrl K'), false).chord).toBe('Ctrl K')
	expect(readChord(idle, press('Escape', { inField: true }), 0, bound('Esc'), false).chord).toBe('Esc')
})

test('W5 two letters make a chord within a second', () => {
	const first = readChord(idle, press('g'), 100, bound('G D'), true)
	expect(first.chord).toBeNull()
	expect(readChord(first.state, press('d'), 1000, bound('G D'), true).chord).toBe('G D')
	expect(readChord(first.state, press('d'), 1200, bound('G D'), true).chord).toBeNull()
})

test('W5 Enter inside a text field stays with the field', () => {
	expect(readChord(idle, press('Enter', { inField: true }), 0, bound('Enter'), true).chord).toBeNull()
	expect(readChord(idle, press('Enter'), 0, bound('Enter'), true).chord).toBe('Enter')
})

test('W5 whatever is typed in a text field, no single sign acts', () => {
	fc.assert(
		fc.property(fc.string({ minLength: 1, maxLength: 1 }), fc.boolean(), (key, singles) => {
			const pressed = press(key, { inField: true })
			fc.pre(isSingle(pressed))
			expect(readChord(idle, pressed, 0, { has: () => true, starts: () => true }, singles).chord).toBeNull()
		}),
	)
})

test('W5 what was pressed is written as on the cap', () => {
	expect(written(press('k', { ctrl: true }))).toBe('Ctrl K')
	expect(written(press('Escape'))).toBe('Esc')
	expect(written(press('?'))).toBe('?')
	expect(written(press(' '))).toBe('Space')
})
