import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { describe, expect, test } from 'vitest'
import { projectFolder } from '#kernel/folder.ts'
import { editDistance, jaroWinkler } from '../rules/match/distance.ts'
import { checkSign, eighteenOf, isSoundNumber } from '../rules/match/identity.ts'
import type { Kind } from '../rules/match/kind.ts'
import { dayOf, kinds } from '../rules/match/kinds.ts'
import { match, threshold } from '../rules/match/match.ts'
import { measureOf } from '../rules/match/measure.ts'

function how(kind: Kind, a: string, b: string): string {
	const [one, other] = [kind.read(a) ?? '', kind.read(b) ?? '']
	return kind.levels[one === other ? 0 : kind.compare(kind.form(one), kind.form(other))]?.name ?? ''
}
const names = (a: string, b: string): string => how(kinds.name, a, b)

describe('C17 full names', () => {
	test.each([
		['Putin, Vladimir', 'Vladimir Putin', 'same'],
		['Ротенберг Аркадий', 'Arkadii Romanovich Rotenberg', 'parts left out'],
		['Usama bin Ladin', 'Osama bin Laden', 'slip'],
		['J. Smith', 'John Smith', 'variant'],
		['Bill Gates', 'William Gates', 'variant'],
		['VladimirPutin', 'Vladimir Putin', 'variant'],
		['Olaf Schloz', 'Olaf Scholz', 'slip'],
		['Siemens Aktiengesellschaft', 'Siemens AG', 'same'],
		['ООО АЯС 2000', 'ООО "АЯС 2000"', 'same'],
	])('%s is %s: %s', (a, b, expected) => expect(names(a, b)).toBe(expected))
	test.each([
		['Pekka Orpo', 'Petteri Orpo'],
		['Sergey Viktorovich Lavrov', 'Sergey Borisovitch Lavrov'],
		['Barack Obama', 'Michelle Obama'],
		['Hans O Friedrich', 'Hans Joachim Friedrich'],
		['Bain Capital Fund X L.P.', 'Bain Capital Fund XI L.P.'],
		['Bowne of Atlanta, Inc.', 'Bowne of Boston, Inc.'],
	])('%s is not %s', (a, b) => expect(names(a, b)).toBe('different'))
})

describe('C18 numbers of identity', () => {
	test('the check sign is that of GB 11643, whose own example is 11010519491231002X', () => {
		expect(checkSign('11010519491231002')).toBe('X')
		expect(isSoundNumber('11010519491231002X')).toBe(true)
		expect(isSoundNumber('110105194912310021')).toBe(false)
		expect(isSoundNumber('11010519490231002X')).toBe(false)
		expect(eighteenOf('110105491231002')).toBe('11010519491231002X')
		expect(eighteenOf('110105491331002')).toBeNull()
	})
	test('fifteen digits are the eighteen they became; twins are two; a mistyped one may be the other', () => {
		expect(how(kinds.identity, '110105491231002', '１１０１０５１９４９１２３１００２ｘ')).toBe('same')
		const twin = `11010519491231003${checkSign('11010519491231003')}`
		expect(how(kinds.identity, '11010519491231002X', twin)).toBe('both sound')
		expect(how(kinds.identity, '11010519491231002X', '11010519491231008X')).toBe('slip')
		expect(how(kinds.identity, '11010519491231002X', '330203198801017777')).toBe('different')
	})
})

describe('C19 names in Chinese signs', () => {
	test.each([
		['劉海燕', '刘海燕', 'variant'],
		['蕭敬騰', '肖敬腾', 'variant'],
		['王建国', '王健国', 'slip'],
		['王建国', '玉建国', 'slip'],
		['王建国', '王健固', 'different'],
		['王建国', '王建军', 'different'],
		['王建国', '汪建国', 'doubtful'],
		['王建国', '王国', 'different'],
		['欧阳文静', '歐陽文靜', 'variant'],
		['陈敏', '陈明', 'doubtful'],
	])('%s and %s: %s', (a, b, expected) => expect(names(a, b)).toBe(expected))
})

describe('C20 names in signs and in pinyin', () => {
	test.each([
		['王小明', 'Wang Xiaoming', 'variant'],
		['王小明', 'XIAO-MING WANG', 'variant'],
		['单田芳', 'Shan Tianfang', 'variant'],
		['单田芳', 'Dan Tianfang', 'different'],
		['解曉東', 'Xie Xiaodong', 'variant'],
		['欧阳修', 'Xiu Ouyang', 'variant'],
		['吕秀英', 'Lü Xiuying', 'variant'],
		['王小明', 'Wang Xiaomin', 'doubtful'],
		['王小明', 'Wang Xiaohong', 'different'],
		['Zhang Wei', 'Wei Zhang', 'variant'],
		['Ouyang Wenjing', 'Wenjing Ouyang', 'variant'],
		['Wang Lili', 'Wang Lilian', 'different'],
		['毛泽东', 'Mao Tse-tung', 'slip'],
		['毛泽东', 'Mao Tse-min', 'different'],
	])('%s and %s: %s', (a, b, expected) => expect(names(a, b)).toBe(expected))
	test('parts of a name in their own columns agree alike', () => {
		expect(how(kinds.surname, '单', 'Shan')).toBe('slip')
		expect(how(kinds.given, '小明', 'Xiaoming')).toBe('slip')
		expect(how(kinds.given, '小明', '小红')).toBe('different')
	})
})

test('C22 dates: one figure wrong, day and month exchanged, any way of writing', () => {
	expect(['1990年2月3日', '3/2/1990', '1990-02-03', '19900203'].map(dayOf)).toEqual(Array(4).fill('19900203'))
	expect(how(kinds.date, '1990-02-03', '1990-03-02')).toBe('slip')
	expect(how(kinds.date, '1990-02-03', '1996-02-03')).toBe('slip')
	expect(how(kinds.date, '1990-02-03', '1990-11-25')).toBe('year')
	expect(how(kinds.date, '1990-02-03', '1971-11-25')).toBe('different')
})

test('C17 distances are those of their authors’ examples', () => {
	expect(jaroWinkler('martha', 'marhta')).toBeCloseTo(0.9611, 4)
	expect(jaroWinkler('dwayne', 'duane')).toBeCloseTo(0.84, 4)
	expect(jaroWinkler('dixon', 'dicksonx')).toBeCloseTo(0.8133, 4)
	expect(editDistance('ca', 'abc')).toBe(3)
	expect(editDistance('kitten', 'sitting')).toBe(3)
	expect(editDistance('scholz', 'schloz')).toBe(1)
	expect(editDistance('kitten', 'sitting', 1)).toBe(2)
})

test('C19 C20 the Chinese pairs of bench/names-zh.csv: F1 0.95 or more, and no brother or sister is taken for the other', () => {
	const rows: readonly Record<string, string>[] = parse(readFileSync(join(projectFolder, 'bench/names-zh.csv')), {
		columns: true,
	})
	expect(rows.length).toBeGreaterThanOrEqual(600)
	const texts = (column: string) => [
		...rows.map((row) => row[`${column}1`] ?? ''),
		...rows.map((row) => row[`${column}2`] ?? ''),
	]
	const many = rows.length * 2
	const { odds } = match({
		fields: [
			{ name: 'name', kind: 'name', texts: texts('name') },
			{ name: 'number', kind: 'identity', texts: texts('number') },
		],
		records: many,
		split: rows.length,
		also: rows.map((_, n) => n * many + rows.length + n),
		alone: true,
	})
	const judged = rows.map((row, n) => ({
		...row,
		found: (odds[n] ?? 0) >= threshold,
		same: row['is_match'] === 'true',
	}))
	const found = judged.filter((one) => one.found)
	expect(
		measureOf(found.filter((one) => one.same).length, found.length, judged.filter((one) => one.same).length).f1,
	).toBeGreaterThan(0.95)
	const family = /sibling|twins|two numbers/
	expect(found.filter((one) => !one.same && family.test(`${rows[judged.indexOf(one)]?.['category']}`))).toEqual([])
})
