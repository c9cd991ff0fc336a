import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { readAnswers } from '../rules/read-answer.ts'

const folder = join(process.env['SEAWALL_ORACLES'] ?? '', 'funds', 'iso20022')
const published =
	process.env['SEAWALL_ORACLES'] !== undefined && existsSync(folder)
		? globSync('**/*.xml', { cwd: folder }).filter((name) => /camt\.029|pacs\.004/.test(name))
		: []

const read = (text: string) => readAnswers(Buffer.from(text))

const camt029 = (inside: string, conf = 'RJCR') =>
	`<?xml version="1.0"?><Document xmlns="urn:iso:std:iso:20022:tech:xsd:camt.029.001.09"><RsltnOfInvstgtn><Assgnmt><Id>M-1</Id><Assgnr><Agt><FinInstnId><BICFI>DLBKZZ2L</BICFI></FinInstnId></Agt></Assgnr><Assgne><Agt><FinInstnId><BICFI>GWBKZZ2L</BICFI></FinInstnId></Agt></Assgne><CreDtTm>2026-11-22T22:10:00+08:00</CreDtTm></Assgnmt><Sts><Conf>${conf}</Conf></Sts><CxlDtls><TxInfAndSts>${inside}</TxInfAndSts></CxlDtls></RsltnOfInvstgtn></Document>`
const about =
	'<RslvdCase><Id>F-2611-00118-1</Id></RslvdCase><OrgnlUETR>174c245f-2682-4291-ad67-2a41e530cd27</OrgnlUETR>'
const why = (code: string) => `<CxlStsRsnInf><Rsn><Prtry>${code}</Prtry></Rsn></CxlStsRsnInf>`
const held = '<RsltnRltdInf><IntrBkSttlmAmt Ccy="CNY">70000</IntrBkSttlmAmt></RsltnRltdInf>'

const said = (text: string) => {
	const answer = read(text)
	if (!answer.ok) throw new Error(`${answer.element}: ${answer.en}`)
	return answer.answers[0]
}

test.skipIf(published.length === 0)(
	'F141, F142 every published camt.029 and pacs.004 is read, with what it is about',
	() => {
		const amounts: Record<string, number> = {}
		for (const name of published) {
			const answer = readAnswers(readFileSync(join(folder, name)))
			if (!answer.ok) throw new Error(`${name}: ${answer.element} ${answer.en}`)
			expect(answer.kind, name).toBe(name.includes('camt.029') ? 'camt.029' : 'pacs.004')
			for (const told of answer.answers) {
				expect(told.uetr ?? told.endToEnd ?? told.order, name).toBeDefined()
				expect(new Date(told.at).toISOString(), name).toBe(told.at)
				if (told.is === 'returned') amounts[name.replace(/^.*CBPR\+ /, '')] = told.amount?.minor ?? 0
			}
		}
		expect(published.length).toBeGreaterThan(8)
		expect(amounts['p.2.1.2 pacs.004-BtoA.xml']).toBe(13_648_000)
	},
)

test('F141 accepted, in part, pending and rejected: a status of the transaction goes before that of the message', () => {
	expect(said(camt029(about, 'CNCL'))).toMatchObject({
		is: 'held',
		message: 'M-1',
		order: 'F-2611-00118-1',
		uetr: '174c245f-2682-4291-ad67-2a41e530cd27',
		at: '2026-11-22T14:10:00.000Z',
	})
	expect(said(camt029(`${about}${held}`, 'PECR'))).toMatchObject({
		is: 'held',
		amount: { minor: 7_000_000, currency: 'CNY' },
	})
	expect(said(camt029(about, 'PDCR'))).toMatchObject({ is: 'pending' })
	expect(said(camt029(`${about}${held}`, 'PDCR'))).toMatchObject({ is: 'held', amount: { minor: 7_000_000 } })
	expect(said(camt029(`${about}<TxCxlSts>ACCR</TxCxlSts>`, 'RJCR'))).toMatchObject({ is: 'held' })
	expect(said(camt029(`${about}${why('LEGL')}`))).toMatchObject({ is: 'refused', reason: 'LEGL' })
	expect(read(camt029(about, 'PECR'))).toMatchObject({ ok: false })
	expect(read(camt029(about, 'INFO'))).toMatchObject({ ok: false })
})

test('F147 a rejection that says which of the four did not match names the field', () => {
	const fields = ['BE01', 'AC01', 'AM09', 'DT01'].map((code) => said(camt029(`${about}${why(code)}`))?.field)
	expect(fields).toEqual(['holder', 'number', 'amount', 'time'])
})

test('F141 what is no whole answer is refused with its element, in both languages', () => {
	const bad: readonly [string, string][] = [
		['a camt.053', camt029(about).replace('camt.029', 'camt.053')],
		['no such day', camt029(about).replace('2026-11-22T', '2026-02-30T')],
		['no zone', camt029(about).replace('+08:00', '')],
		['a UETR of version 1', camt029(about.replace('4291-ad67', '1291-ad67'))],
		['no currency', camt029(`${about}${held.replace(' Ccy="CNY"', '')}`)],
		['a negative amount', camt029(`${about}${held.replace('70000', '-70000')}`)],
		['more places than its currency', camt029(`${about}${held.replace('70000', '70000.001')}`)],
		['a document type', camt029(about).replace('<Document', '<!DOCTYPE a [<!ENTITY b "c">]><Document')],
		['cut off', camt029(about).slice(0, 500)],
		['nothing', ''],
	]
	for (const [name, text] of bad) {
		const answer = read(text)
		if (answer.ok) throw new Error(`${name} was read`)
		expect(answer.element, name).not.toBe('')
		expect(answer.zh, name).toMatch(/[\u4e00-\u9fff]/)
	}
})

test('F141 whatever bytes are changed in a file, it is read or refused and never breaks', () => {
	const whole = Buffer.from(camt029(`${about}${held}`, 'PECR'))
	const cut = fc.record({ at: fc.nat(whole.length - 1), byte: fc.nat(255), n: fc.integer({ min: 0, max: 40 }) })
	fc.assert(
		fc.property(fc.array(cut, { minLength: 1, maxLength: 6 }), (cuts) => {
			const bytes = Buffer.from(whole)
			for (const { at, byte, n } of cuts) bytes.fill(byte, at, Math.min(bytes.length, at + n))
			const answer = readAnswers(bytes)
			if (answer.ok) expect(answer.answers.length).toBeGreaterThan(0)
			else expect(answer.en.length).toBeGreaterThan(0)
		}),
		{ numRuns: 500 },
	)
})
