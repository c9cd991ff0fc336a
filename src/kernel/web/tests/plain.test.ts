import { expect, test } from 'vitest'
import { readCheckpoint } from '../checkpoint.ts'
import { goesAsBody, mayRetry, newKey, problemOf, queryOf } from '../http.ts'
import { codeFor, emptyDraft, inputOf, missing } from '../set-up.ts'
import { homeOf } from '../screen.ts'
import { readEvent, waitBefore } from '../stream.ts'
import { moved, windowOf } from '../table.ts'
import { clockTime, day, dayWords, money, span } from '../times.ts'

test('W9 times are written in the bureau’s zone', () => {
	expect(clockTime('2026-11-22T18:47:18Z')).toBe('02:47:18')
	expect(day('2026-11-22T18:47:18Z')).toBe('2026-11-23')
	expect(dayWords('2026-11-22T18:47:18Z', 'en')).toBe('23 November')
	expect(dayWords('2026-11-22T18:47:18Z', 'zh')).toBe('11 月 23 日')
})

test('W9 spans read as on the desk', () => {
	expect(span(48_000, 'en')).toBe('0:48')
	expect(span(-76_000, 'zh')).toBe('1:16')
	expect(span(7_800_000, 'en')).toBe('2 h 10 min')
	expect(span(7_800_000, 'zh')).toBe('2 时 10 分')
	expect(span(3 * 86_400_000 + 4 * 3_600_000, 'en')).toBe('3 d 4 h')
	expect(money(48_620_000)).toBe('486,200.00')
})

test('W7 keys are 22 visible characters and never the same', () => {
	const keys = new Set(Array.from({ length: 1000 }, newKey))
	expect(keys.size).toBe(1000)
	for (const key of keys) expect(key).toMatch(/^[\w-]{22}$/)
})

test('W7 only what says nothing of the outcome is tried again', () => {
	const base = { status: 0, title: '', detail: '', rule: null, field: null, extra: {} }
	expect(mayRetry({ ...base, code: 'no_network' })).toBe(true)
	expect(mayRetry({ ...base, code: 'no_answer' })).toBe(true)
	expect(mayRetry({ ...base, code: 'not_available', status: 503 })).toBe(true)
	expect(mayRetry({ ...base, code: 'overtaken', status: 409 })).toBe(false)
	expect(mayRetry({ ...base, code: 'fault', status: 500 })).toBe(false)
})

test('W10 a problem keeps its rule, field and further facts', () => {
	const problem = problemOf(
		{
			type: 'x',
			title: 'T',
			status: 403,
			code: 'not_permitted',
			detail: 'No.',
			rule: 'D8',
			field: 'unit',
			couldGrant: ['shift_leader'],
		},
		403,
	)
	expect(problem).toMatchObject({
		code: 'not_permitted',
		rule: 'D8',
		field: 'unit',
		extra: { couldGrant: ['shift_leader'] },
	})
	expect(problemOf(null, 502)).toMatchObject({ code: 'fault', status: 502 })
})

test('W7 a view’s input and purpose become its query', () => {
	expect(queryOf({ a: 'x y', b: undefined, c: [1, 2] }, { reason: 'to call back', matter: 'm' })).toBe(
		'?a=x+y&c=1&c=2&purposeReason=to+call+back&purposeMatter=m',
	)
	expect(queryOf({})).toBe('')
	expect(goesAsBody({ a: 'x', c: [1, 2], d: null }, '?a=x')).toBe(false)
	expect(goesAsBody({ a: {} }, '')).toBe(true)
	expect(goesAsBody({ a: 'x' }, 'x'.repeat(5000))).toBe(true)
})

test('W9 a stream event that is not ours is dropped', () => {
	expect(readEvent('5.1', '{"topic":"dispatch.incident.changed","resource":null,"body":{},"n":5}')).toMatchObject({
		id: '5.1',
		n: 5,
	})
	expect(readEvent('5.1', '{"no":1}')).toBeNull()
	expect(readEvent('5.1', 'x')).toBeNull()
	expect([0, 1, 2, 3, 4, 9].map(waitBefore)).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000])
})

test('W9 a signed note is read, anything else is not', () => {
	const note =
		'seawall.example/xigang\n184022\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n\n— seawall.example/xigang Az3grlgt\n— city.example/w abcd\n'
	expect(readCheckpoint(note)).toMatchObject({ size: 184_022, signers: ['seawall.example/xigang', 'city.example/w'] })
	expect(readCheckpoint('nothing')).toBeNull()
})

test('W5 moving stays inside the list', () => {
	expect([moved(-1, 1, 3), moved(-1, -1, 3), moved(2, 1, 3), moved(0, -1, 3), moved(0, 1, 0)]).toEqual([0, 2, 2, 0, -1])
})

test('W5 a long table draws a window whose spare space adds up', () => {
	const heights = Array.from({ length: 1000 }, (_, at) => (at % 7 === 0 ? 46 : 28))
	const total = heights.reduce((sum, height) => sum + height, 0)
	for (const top of [0, 5000, total - 900]) {
		const part = windowOf(heights, top, 900)
		const drawn = heights.slice(part.from, part.to).reduce((sum, height) => sum + height, 0)
		expect(part.before + drawn + part.after).toBe(total)
		expect(part.before).toBeLessThanOrEqual(top)
		expect(part.before + drawn).toBeGreaterThanOrEqual(Math.min(total, top + 900))
		expect(part.to - part.from).toBeLessThan(80)
	}
})

test('W3 set-up tells what is missing and sends only what was filled in', () => {
	const draft = emptyDraft('https://seawall.example')
	expect(missing(0, draft)).toEqual(['web.set-up.no.bureau'])
	const bureau = { code: codeFor('Bay County Bureau', ''), nameEn: 'Bay County Bureau', nameZh: '湾县公安局' }
	expect(bureau.code).toBe('bay')
	const whole = { ...draft, bureau, account: 'he.pingan', nameEn: 'He Ping’an', nameZh: '何平安' }
	expect([0, 1, 2].flatMap((step) => missing(step, whole))).toEqual([])
	const input = inputOf(whole, 'zh', {
		method: 'password',
		password: 'four plain words here',
		totpSecret: 'JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP',
		code: '492039',
	})
	expect(input).not.toHaveProperty('city')
	expect(input.stations).toEqual([])
})

test('W5 a screen with a parameter is entered without it', () => {
	const screen = { key: 'a', title: 'a', shortcut: null, needs: null, order: null, component: () => null }
	expect(homeOf({ ...screen, path: '/entries/:entry?' })).toBe('/entries')
	expect(homeOf({ ...screen, path: '/desk' })).toBe('/desk')
})
