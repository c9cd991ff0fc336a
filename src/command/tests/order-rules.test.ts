import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'
import {
	checkItem,
	checkerPost,
	evidenceKind,
	orderClaim,
	orderCounts,
	orderState,
	recipientPost,
	target,
	targetKind,
} from '../contract.ts'
import { answerSeconds, lotSeconds, restartedDue, returnedDue } from '../rules/order-clock.ts'
import { areInConflict, type Claimed, placeKey } from '../rules/order-conflict.ts'
import { evidenceFault } from '../rules/order-evidence.ts'
import { drawStation } from '../rules/order-lot.ts'
import { isQuota, namesResident } from '../rules/order-quota.ts'
import { type Part, rollUp } from '../rules/order-tree.ts'

const hour = 3_600_000
const day = 24 * hour

describe('clocks', () => {
	it('K13 an answer is due in a quarter of the time, at least 30 minutes, at most 24 hours', () => {
		expect(answerSeconds(0, 8 * hour)).toBe(2 * 3_600)
		expect(answerSeconds(0, hour)).toBe(1_800)
		expect(answerSeconds(0, 60_000)).toBe(1_800)
		expect(answerSeconds(0, 30 * day)).toBe(86_400)
	})
	it('K18 a date moves by as long as the clock stood', () => {
		expect(restartedDue(10 * day, 2 * day, 5 * day)).toBe(13 * day)
	})
	it('K24 what is returned is due when it was, never in less than three days', () => {
		expect(returnedDue(0, 10 * day)).toBe(10 * day)
		expect(returnedDue(0, day)).toBe(3 * day)
		expect(returnedDue(20 * day, day)).toBe(23 * day)
	})
	it('K25 a lot is drawn so many days after closing, never before now', () => {
		expect(lotSeconds(day, 0, 30)).toBe(29 * 86_400)
		expect(lotSeconds(95 * day, 0, 90)).toBe(0)
	})
})

describe('no quotas', () => {
	it.each([
		'10 arrests this month',
		'At least 5 detentions',
		'Arrests: 12',
		'Fines ≥ 200',
		'Stop 300 cars',
		'solve 4 burglaries and book 2',
		'20 cases solved',
		'Visit 40 residents',
		'Check 12 persons at the station',
		'抓获 10 人',
		'拘留 5 人以上',
		'罚款20起',
		'破案 3 起',
		'盘查不少于 50',
		'处罚三十起',
		'走访居民 40 户，核查 12 人员',
		'每月逮捕至少2名',
	])('K33 refused as a measure: %s', (words) => {
		expect(isQuota(words)).toBe(true)
	})
	it.each([
		'Every hall walked',
		'9 fire doors open',
		'Repair 12 street lamps',
		'Hold 2 drills with the port',
		'Read the report on the arrest of 3 March',
		'检查 9 处消防通道',
		'修复隐患 12 处',
		'组织演练 2 次',
		'2026 年 12 月 4 日前完成',
		'Bus stop 14 gets a lamp',
		'处罚 2026 年第 3 号文书归档',
	])('K33 let through: %s', (words) => {
		expect(isQuota(words)).toBe(false)
	})
	it('K32 a resident by number is no item of a list', () => {
		expect(namesResident('Visit 110101199003077758')).toBe(true)
		expect(namesResident('Ring 13800002207')).toBe(true)
		expect(namesResident('Hall 4, door 2207')).toBe(false)
	})
	it.each(['arrests', 'fines', 'persons', 'cases_solved', 'stops', 'detentions', 'residents'])(
		'K31 the contract has no word for counting %s',
		(counts) => {
			expect(target.safeParse({ counts, amount: 5 }).success).toBe(false)
		},
	)
	it.each(['resident', 'person', 'suspect'])('K32 the contract has no word for listing a %s', (kind) => {
		const list = [{ kind, words: 'x' }]
		expect(target.safeParse({ counts: 'places_visited', amount: 5, list }).success).toBe(false)
	})
	it('K31 a target counts something, and something more than nothing', () => {
		expect(target.safeParse({ counts: 'tasks_done', amount: 0 }).success).toBe(false)
		expect(target.safeParse({ counts: 'tasks_done', amount: 1, per: 'officer' }).success).toBe(false)
		expect(target.safeParse({ counts: 'tasks_done', amount: 1 }).success).toBe(true)
	})
})

describe('closed lists', () => {
	const sql = readFileSync(join(projectFolder, 'src/command/migrations/0002-order.sql'), 'utf8')
	const listOf = (column: string): string[] => {
		const found = new RegExp(`\\b${column} in \\(([^)]*)\\)`).exec(sql)?.[1] ?? ''
		return [...found.matchAll(/'([^']*)'/g)].map((match) => match[1] ?? '').filter((word) => word !== '')
	}
	it.each([
		['state', orderState.options],
		['counts', orderCounts.options],
		['claim', orderClaim.options],
		['kind', targetKind.options],
		['evidence', evidenceKind.options],
		['to_post', recipientPost.options],
		['checker_post', checkerPost.options],
	] as const)('K31 contract and column agree on %s', (column, options) => {
		expect(listOf(column).toSorted()).toEqual([...options].toSorted())
	})
})

describe('evidence', () => {
	it('K21 each kind carries what it needs and nothing else', () => {
		const sha256 = 'a'.repeat(64)
		expect(evidenceFault('photo', {})).toBe('sha256')
		expect(evidenceFault('photo', { sha256 })).toBeNull()
		expect(evidenceFault('document', { sha256, entry: 3 })).toBe('entry')
		expect(evidenceFault('site_record', {})).toBeNull()
		expect(evidenceFault('site_record', { sha256 })).toBe('sha256')
		expect(evidenceFault('system_record', {})).toBe('entry')
		expect(evidenceFault('system_record', { entry: 0 })).toBeNull()
		expect(evidenceFault('part', { part: 'x' })).toBeNull()
		expect(evidenceFault('matter', { part: 'x' })).toBe('matter')
	})
	it('K21 an item names one of the kinds', () => {
		expect(checkItem.safeParse({ words: 'done', evidence: 'promise' }).success).toBe(false)
	})
})

describe('conflict', () => {
	const base: Claimed = { to: 'a', post: '', claim: 'staff', place: 'Hall 1', from: 0, until: 10 }
	it('K29 the same of the same at the same place and time', () => {
		expect(areInConflict(base, { ...base, from: 9, until: 20 })).toBe(true)
		expect(areInConflict(base, { ...base, from: 10, until: 20 })).toBe(false)
		expect(areInConflict(base, { ...base, place: 'hall  1.' })).toBe(true)
		expect(areInConflict(base, { ...base, place: 'Hall 2' })).toBe(false)
		expect(areInConflict(base, { ...base, place: null })).toBe(true)
		expect(areInConflict(base, { ...base, claim: 'vehicles' })).toBe(false)
		expect(areInConflict(base, { ...base, to: 'b' })).toBe(false)
		expect(areInConflict(base, { ...base, post: 'officer' })).toBe(true)
		expect(areInConflict({ ...base, post: 'officer' }, { ...base, post: 'dispatcher' })).toBe(false)
	})
	it('K29 is seen from both sides alike', () => {
		const claimed = fc.record({
			to: fc.constantFrom('a', 'b'),
			post: fc.constantFrom('', 'officer', 'dispatcher'),
			claim: fc.constantFrom('staff', 'road'),
			place: fc.constantFrom(null, 'Hall 1', 'hall1', 'Quay'),
			from: fc.integer({ min: 0, max: 10 }),
			until: fc.integer({ min: 11, max: 20 }),
		})
		fc.assert(fc.property(claimed, claimed, (a, b) => areInConflict(a, b) === areInConflict(b, a)))
	})
	it('K29 places in full and half width are alike', () => {
		expect(placeKey('Ｈａｌｌ １')).toBe(placeKey('hall 1'))
	})
})

describe('lot', () => {
	const lot = { root: 'ab'.repeat(32), order: 'o', round: 30 as const, closing: 1 }
	it('K26 the same draws the same, in whatever order the stations stand', () => {
		const ids = ['c', 'a', 'b']
		expect(drawStation({ ...lot, candidates: ids })).toBe(drawStation({ ...lot, candidates: ids.toReversed() }))
		expect(drawStation({ ...lot, candidates: [] })).toBeNull()
		expect(drawStation({ ...lot, candidates: ['only'] })).toBe('only')
	})
	it('K26 every station is drawn about as often', () => {
		const candidates = ['a', 'b', 'c']
		const drawn = new Map<string, number>()
		for (let n = 0; n < 3_000; n += 1) {
			const station = drawStation({ ...lot, root: n.toString(16).padStart(64, '0'), candidates }) ?? ''
			drawn.set(station, (drawn.get(station) ?? 0) + 1)
		}
		for (const station of candidates) expect(drawn.get(station)).toBeGreaterThan(900)
	})
})

describe('roll-up', () => {
	const part = (id: string, parent: string | null, more: Partial<Part> = {}): Part => ({
		id,
		parent,
		state: 'in_work',
		ended: false,
		due: 100,
		...more,
	})
	it('K20 a parent shows what its parts come to, and the worst due', () => {
		const rolled = rollUp(
			[
				part('top', 'elsewhere', { due: 90 }),
				part('a', 'top', { due: 50 }),
				part('a1', 'a', { due: 20 }),
				part('a2', 'a', { state: 'closed', due: 5 }),
				part('b', 'top', { state: 'upheld', due: 1, ended: true }),
			],
			'top',
			60,
		)
		expect(rolled.get('top')).toEqual({ depth: 0, worst: 20, open: 3, done: 1, late: 2 })
		expect(rolled.get('a')).toEqual({ depth: 1, worst: 20, open: 2, done: 1, late: 2 })
		expect(rolled.get('b')).toEqual({ depth: 1, worst: null, open: 0, done: 0, late: 0 })
	})
})
