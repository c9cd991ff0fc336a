import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { FactValue } from '../../act.ts'
import { canonical } from '../canonical.ts'
import { checkOpening } from '../check.ts'
import { hex } from '../bytes.ts'
import { hashLeaf } from '../merkle.ts'
import { makeLeaf, readLeaf } from '../leaf.ts'
import { facts, MATTER, PERSON, XIGANG } from './facts.ts'

test('L4 the example of RFC 8785 section 3.2.2 and 3.2.3 is written as the RFC writes it', () => {
	const example: FactValue = JSON.parse(String.raw`{
		"numbers": [333333333.33333329, 1E30, 4.50, 2e-3, 0.000000000000000000000000001],
		"string": "\u20ac$\u000F\u000aA'\u0042\u0022\u005c\\\"\/",
		"literals": [null, true, false]
	}`)
	expect(canonical(example)).toBe(
		'{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}',
	)
	const sorting = {
		'\u20ac': 'Euro Sign',
		'\r': 'Carriage Return',
		'\ufb33': 'Hebrew Letter Dalet With Dagesh',
		'1': 'One',
		'\ud83d\ude00': 'Emoji: Grinning Face',
		'\u0080': 'Control',
		'\u00f6': 'Latin Small Letter O With Diaeresis',
	}
	expect(Object.keys(JSON.parse(canonical(sorting))).sort()).toEqual(Object.keys(sorting).sort())
	expect([...canonical(sorting).matchAll(/:"([^"]*)"/g)].map((m) => m[1])).toEqual([
		'Carriage Return',
		'One',
		'Control',
		'Latin Small Letter O With Diaeresis',
		'Euro Sign',
		'Emoji: Grinning Face',
		'Hebrew Letter Dalet With Dagesh',
	])
})

test('L4 the same facts in any order of members give the same bytes, and they read back the same', () => {
	const value = fc.jsonValue({ noUnicodeString: false })
	fc.assert(
		fc.property(value, (json) => {
			const text = canonical(json as never)
			const shuffled = JSON.parse(text, (_key, v: unknown) =>
				typeof v === 'object' && v !== null && !Array.isArray(v) ? Object.fromEntries(Object.entries(v).reverse()) : v,
			)
			expect(canonical(shuffled)).toBe(text)
			expect(JSON.parse(text)).toEqual(JSON.parse(JSON.stringify(json)))
		}),
	)
	expect(() => canonical('\ud800')).toThrow(RangeError)
	expect(() => canonical(Number.NaN)).toThrow(RangeError)
})

test('L4 L5 a leaf tells who, when and of which matter, and nothing of what was done', () => {
	const { leaf, leafHash, openings } = makeLeaf(
		facts({ purpose: { matter: MATTER, reason: '核对回访' }, key: 'key-12345' }),
	)
	const text = new TextDecoder().decode(leaf)
	// Without its commitments, whose digits are chance.
	const said = openings.reduce((rest, o) => rest.replaceAll(hex(o.commitment), ''), text)
	for (const hidden of ['dispatch', 'assign', 'D8', 'Incident', 'Q12', '140', '李梅', 'caller', '核对', 'key-12345']) {
		expect(said).not.toContain(hidden)
	}
	expect(readLeaf(leaf)).toMatchObject({
		v: 1,
		at: '2026-11-24T08:00:00.000Z',
		kind: 'act',
		person: PERSON,
		agency: XIGANG,
		matter: MATTER,
	})
	expect(hex(leafHash)).toBe(createHash('sha256').update('\0').update(leaf).digest('hex'))
	expect(hex(hashLeaf(leaf))).toBe(hex(leafHash))
	expect(openings.map((o) => o.name)).toEqual(['what', 'caller', 'purpose'])
	for (const o of openings) {
		expect(checkOpening(o.commitment, o.name, o.salt, o.value)).toBe(true)
		expect(checkOpening(o.commitment, o.name, o.salt, `${o.value} `)).toBe(false)
		expect(text).toContain(hex(o.commitment))
	}
})

test('L5 two lines of the same facts have nothing in common that tells it', () => {
	const [a, b] = [makeLeaf(facts()), makeLeaf(facts())]
	expect(hex(a.leafHash)).not.toBe(hex(b.leafHash))
	const commitments = [...a.openings, ...b.openings].map((o) => hex(o.commitment))
	expect(new Set(commitments).size).toBe(commitments.length)
})

test('L4 a leaf that would not fit a bundle is refused', () => {
	const many = Object.fromEntries(Array.from({ length: 1_000 }, (_, i) => [`f${i}`, 'x']))
	expect(() => makeLeaf(facts({ personal: many }))).toThrow(RangeError)
	expect(() => makeLeaf(facts({ personal: { what: 'x' } }))).toThrow(RangeError)
})
