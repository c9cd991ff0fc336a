import { randomUUID } from 'node:crypto'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { type Element, readXml } from '#kernel/xml.ts'
import type { OrderDocument } from '../contract.ts'
import { camt056 } from '../rules/camt056.ts'
import { decimalOf, minorOf } from '../contract/decimal.ts'

/**
 * The message definition of camt.056.001.08 as far as an order uses it, written from the published definition and apart from
 * the writer: children in their order, least and most of each, and what a leaf may hold. An element it does not name is a fault.
 */
type Rule = { readonly least: number; readonly most: number; readonly is: Model | RegExp }
type Model = { readonly [name: string]: Rule }

const one = (is: Model | RegExp): Rule => ({ least: 1, most: 1, is })
const maybe = (is: Model | RegExp): Rule => ({ least: 0, most: 1, is })
const max = (n: number) => new RegExp(`^[\\s\\S]{1,${n}}$`, 'u')
const moment = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d+)?(Z|[+-]\d{2}:\d{2})$/
const uetr = /^[a-f0-9]{8}-[a-f0-9]{4}-4[a-f0-9]{3}-[89ab][a-f0-9]{3}-[a-f0-9]{12}$/
const institution = one({ BICFI: one(/^[A-Z0-9]{4}[A-Z]{2}[A-Z0-9]{2}([A-Z0-9]{3})?$/) })
const agent: Model = { Agt: one({ FinInstnId: institution }) }
const party: Model = { Pty: one({ Nm: maybe(max(140)) }) }

const message: Model = {
	FIToFIPmtCxlReq: one({
		Assgnmt: one({ Id: one(max(35)), Assgnr: one(agent), Assgne: one(agent), CreDtTm: one(moment) }),
		Undrlyg: one({
			TxInf: one({
				CxlId: maybe(max(35)),
				Case: maybe({ Id: one(max(35)), Cretr: one(agent) }),
				OrgnlGrpInf: maybe({ OrgnlMsgId: one(max(35)), OrgnlMsgNmId: one(max(35)), OrgnlCreDtTm: maybe(moment) }),
				OrgnlInstrId: maybe(max(35)),
				OrgnlEndToEndId: maybe(max(35)),
				OrgnlTxId: maybe(max(35)),
				OrgnlUETR: maybe(uetr),
				OrgnlClrSysRef: maybe(max(35)),
				OrgnlIntrBkSttlmAmt: maybe(/^(?=.{1,19}$)\d{1,18}(\.\d{1,5})?$/),
				OrgnlIntrBkSttlmDt: maybe(/^\d{4}-\d{2}-\d{2}$/),
				CxlRsnInf: {
					least: 0,
					most: 99,
					is: {
						Orgtr: maybe({ Nm: maybe(max(140)) }),
						Rsn: maybe({ Cd: one(/^FRAD$/) }),
						AddtlInf: { least: 0, most: 99, is: max(105) },
					},
				},
				OrgnlTxRef: maybe({
					Dbtr: maybe(party),
					DbtrAgt: maybe({ FinInstnId: institution }),
					CdtrAgt: maybe({ FinInstnId: institution }),
					Cdtr: maybe(party),
					CdtrAcct: maybe({ Id: one({ Othr: one({ Id: one(max(34)) }) }) }),
				}),
			}),
		}),
	}),
}

function faultsOf(element: Element, is: Model | RegExp): string[] {
	if (is instanceof RegExp)
		return element.children.length === 0 && is.test(element.text) ? [] : [`${element.path}: ${element.text}`]
	const names = Object.keys(is)
	const faults: string[] = []
	let at = 0
	for (const child of element.children) {
		const here = names.indexOf(child.name)
		if (here < 0) faults.push(`${child.path} is not of the message`)
		else if (here < at) faults.push(`${child.path} is out of order`)
		else at = here
		const rule = is[child.name]
		if (rule !== undefined) faults.push(...faultsOf(child, rule.is))
	}
	for (const [name, { least, most }] of Object.entries(is)) {
		const n = element.children.filter((child) => child.name === name).length
		if (n < least || n > most) faults.push(`${element.path}/${name} stands ${n} times`)
	}
	return faults
}

const faultsIn = (xml: string): string[] => {
	const root = readXml(xml)
	const space = root.space === 'urn:iso:std:iso:20022:tech:xsd:camt.056.001.08' ? [] : [`space ${root.space}`]
	return [...space, ...faultsOf(root, message)]
}

const hash = 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'

/** An order to the account's bank, as the victim's bank would forward it. */
const order = (more: Partial<OrderDocument> = {}): OrderDocument => ({
	form: 1,
	order: 'F-2611-00118-1',
	is: 'stop',
	report: 'F-2611-00118',
	bureau: { en: 'Xigang Bureau', zh: '汐港县公安局' },
	bank: { code: 'DLBK', en: 'Donglan Bank', zh: '东澜银行', bic: 'DLBKZZ2L' },
	account: { kind: 'bank_account', number: '6200990000024471', holder: '林 <A> & B' },
	amount: { minor: 28_620_000, currency: 'CNY' },
	matched: { minor: 20_000_000, at: '2026-11-22T13:31:00.000Z' },
	payment: {
		at: '2026-11-22T13:31:00.000Z',
		minor: 20_000_000,
		from: '6200990000011111',
		bank: { en: 'Gangwan Bank', zh: '港湾银行', bic: 'GWBKZZ2L' },
		payer: '周某',
		reference: null,
		uetr: '174c245f-2682-4291-ad67-2a41e530cd27',
		endToEnd: 'E2E-0447',
	},
	until: '2026-11-24T14:04:10.000Z',
	at: '2026-11-22T14:04:10.000Z',
	...more,
})

test('F135 the camt.056 of an order keeps the order and the lengths of the message, its reason is FRAD', () => {
	const made = camt056(order(), hash)
	if (!made.ok) throw new Error(made.en)
	expect(faultsIn(made.xml)).toEqual([])
	expect(made.xml).toContain('<Rsn><Cd>FRAD</Cd></Rsn>')
	expect(made.xml).toContain('<OrgnlIntrBkSttlmAmt Ccy="CNY">200000.00</OrgnlIntrBkSttlmAmt>')
	expect(made.xml).toContain(hash)
	// The measure of it works: each of these is found.
	for (const [from, to] of [
		['<Cd>FRAD</Cd>', '<Cd>DUPL</Cd>'],
		['41e530cd27', '41e530cd2'],
		['<OrgnlEndToEndId>E2E-0447</OrgnlEndToEndId>', ''],
		['4291-ad67', '1291-ad67'],
	] as const) {
		const changed = made.xml.replace(from, to)
		expect(changed === made.xml, from).toBe(false)
		if (to !== '') expect(faultsIn(changed).length, from).toBeGreaterThan(0)
	}
	const moved = made.xml.replace(/(<OrgnlEndToEndId>.*?<\/OrgnlEndToEndId>)(<OrgnlUETR>.*?<\/OrgnlUETR>)/, '$2$1')
	expect(faultsIn(moved)).toHaveLength(1)
})

test('F135 every order that can be written as camt.056 is a whole one, whatever names and amounts are in it', () => {
	const words = fc
		.string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
		.filter((text) => !/[\u0000-\u001f\ufffe\uffff]/.test(text))
	fc.assert(
		fc.property(
			words,
			words,
			fc.integer({ min: 1, max: 1e12 }),
			fc.constantFrom('CNY', 'JPY', 'KWD'),
			(holder, payer, minor, currency) => {
				const { payment } = order()
				const made = camt056(
					order({
						account: { kind: 'bank_account', number: '6200990000024471', holder },
						amount: { minor, currency },
						payment: payment === null ? null : { ...payment, payer, minor, uetr: randomUUID() },
					}),
					hash,
				)
				if (!made.ok) throw new Error(made.en)
				expect(faultsIn(made.xml)).toEqual([])
			},
		),
		{ numRuns: 200 },
	)
})

test('F135 without what the message needs there is none, and it is said what is missing, in both languages', () => {
	const { payment } = order()
	if (payment === null) throw new Error('no payment')
	const none: readonly [string, Partial<OrderDocument>][] = [
		['directly', { payment: null }],
		['victim’s bank is not', { payment: { ...payment, bank: { en: 'x', zh: 'x', bic: null } } }],
		['account’s bank', { bank: { code: 'x', en: 'x', zh: 'x', bic: null } }],
		['UETR', { payment: { ...payment, uetr: null, endToEnd: null } }],
		['34', { account: { kind: 'bank_account', number: '1'.repeat(35), holder: null } }],
		['release', { is: 'release' }],
	]
	for (const [why, more] of none) {
		const made = camt056(order(more), hash)
		if (made.ok) throw new Error(`${why} made one`)
		expect(made.en).toContain(why)
		expect(made.zh).toMatch(/[\u4e00-\u9fff]/)
	}
})

test('F11, F136 amounts go out as decimals of their currency and come back as the same integers', () => {
	expect([decimalOf(1, 'CNY'), decimalOf(28_620_000, 'CNY'), decimalOf(500, 'JPY'), decimalOf(1_234, 'KWD')]).toEqual([
		'0.01',
		'286200.00',
		'500',
		'1.234',
	])
	expect([
		minorOf('0.001', 'CNY'),
		minorOf('1.5', 'JPY'),
		minorOf('-1', 'CNY'),
		minorOf('1e3', 'CNY'),
		minorOf('', 'CNY'),
	]).toEqual([null, null, null, null, null])
	fc.assert(
		fc.property(fc.maxSafeNat(), fc.constantFrom('CNY', 'JPY', 'KWD'), (minor, currency) => {
			expect(minorOf(decimalOf(minor, currency), currency)).toBe(minor)
		}),
	)
})
