import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { type CapRead, readCap } from '../rules/cap-read.ts'

const oracles = process.env['SEAWALL_ORACLES']
const sample = (name: string) => readCap(readFileSync(join(oracles ?? '', 'cap', name)))
const bytes = (text: string) => new TextEncoder().encode(text)
const faultsOf = (read: CapRead) => (read.ok ? [] : read.faults.map((one) => `${one.element}: ${one.en}`))
const alertsOf = (read: CapRead) => {
	if (!read.ok) throw new Error(faultsOf(read).join('; '))
	return read.alerts
}

const plain = (inside = '', head = '<?xml version="1.0" encoding="UTF-8"?>') => `${head}
<alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>a</identifier><sender>b</sender>
<sent>2026-11-24T08:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>${inside}</alert>`
const info = (urgency = 'Expected', area = '<areaDesc>Quay</areaDesc>') =>
	`<info><language>zh-CN</language><category>Met</category><event>台风</event><urgency>${urgency}</urgency>
	<severity>Severe</severity><certainty>Likely</certainty><area>${area}</area></info>`

test.skipIf(oracles === undefined)('V32 the samples others made are read as they say', () => {
	expect(alertsOf(sample('weather.cap'))).toMatchObject([
		{
			version: '1.1',
			identifier: 'NOAA-NWS-ALERTS-MT20100830100700TFXFlashFloodWatchTFX20100830180000MT',
			sent: '2010-08-30T10:07:00.000Z',
			infos: [{ event: 'Flash Flood Watch', severity: 'Severe', expires: '2010-08-30T18:00:00.000Z' }],
		},
	])
	expect(alertsOf(sample('canada.cap'))).toMatchObject([
		{ version: '1.2', msgType: 'Update', infos: [{ language: 'en-CA' }, { language: 'fr-CA' }] },
	])
	expect(alertsOf(sample('australia.cap'))[0]?.infos[0]?.areas.length).toBeGreaterThan(0)
	expect(alertsOf(sample('no_optional_fields.cap'))[0]?.infos).toEqual([])
	expect(alertsOf(sample('bushfire_valid.edxlde')).length).toBeGreaterThan(1)
	for (const name of ['canada_signed.cap', 'earthquake_signed.cap'])
		expect(sample(name)).toMatchObject({ signed: true })
	expect(sample('earthquake.cap')).toMatchObject({ ok: true, signed: false })
})

test.skipIf(oracles === undefined)('V31 ISO-8859-1 is read as what it is', () => {
	const [alert] = alertsOf(sample('earthquake-iso8859-1.cap'))
	expect(JSON.stringify(alert)).not.toContain('\ufffd')
	expect(alert?.version).toBe('1.2')
	const latin = Buffer.concat([
		Buffer.from(
			'<?xml version="1.0" encoding="ISO-8859-1"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>M',
		),
		Buffer.from([0xe9]),
		Buffer.from(plain().slice(plain().indexOf('</identifier>'))),
	])
	expect(alertsOf(readCap(latin))[0]?.identifier).toBe('Mé')
})

test.skipIf(oracles === undefined)('V30, V32 the invalid samples are refused, each naming its element', () => {
	expect(faultsOf(sample('invalid.cap'))).toEqual(['alert/scope: It is missing.'])
	const faults = faultsOf(sample('bushfire_invalid.edxlde'))
	expect(
		faults.some((one) => /contentObject.*\/alert\/identifier: It is missing/.test(one)),
		faults.join('\n'),
	).toBe(true)
	expect(faults.some((one) => /\/alert\/info\/urgency: “Foobar” is none of/.test(one))).toBe(true)
})

test('V32 elements in their order and number, words of their lists, times with a zone, areas that are areas', () => {
	expect(alertsOf(readCap(bytes(plain(info()))))[0]?.infos[0]).toMatchObject({
		event: '台风',
		areas: [{ words: 'Quay' }],
	})
	const wrong: readonly [string, RegExp][] = [
		[plain(info('Soon')), /^alert\/info\/urgency: /],
		[plain(info() + info('Soon')), /^alert\/info\[2\]\/urgency: /],
		[plain(info().replace('<event>台风</event>', '')), /^alert\/info\/event: It is missing/],
		[plain('<whatever/>'), /^alert\/whatever: It does not belong/],
		[plain().replace('+08:00', ''), /^alert\/sent: /],
		[plain().replace('+08:00', 'Z'), /^alert\/sent: /],
		[plain(info('Expected', '<areaDesc>q</areaDesc><circle>29.1,121.9</circle>')), /area\/circle: /],
		[plain(info('Expected', '<areaDesc>q</areaDesc><polygon>1,2 3,4 5,6</polygon>')), /area\/polygon: /],
		[plain(info('Expected', '<areaDesc>q</areaDesc><circle>99,200 1</circle>')), /area\/circle: /],
		['<alert/>', /neither a CAP alert/],
		['<html xmlns="http://www.w3.org/1999/xhtml"/>', /neither a CAP alert/],
	]
	for (const [text, expected] of wrong) expect(faultsOf(readCap(bytes(text))).join('\n'), text).toMatch(expected)
	const first = plain(info('Expected').replace('Likely', 'Very Likely')).replace(
		'urn:oasis:names:tc:emergency:cap:1.2',
		'http://www.incident.com/cap/1.0',
	)
	expect(alertsOf(readCap(bytes(first)))[0]?.version).toBe('1.0')
	expect(alertsOf(readCap(bytes(first.replace('<scope>Public</scope>', ''))))[0]?.scope).toBe(null)
})

test('V30 no document type, no entities of its own, bounded in size, depth and number', () => {
	const bomb = `<?xml version="1.0"?><!DOCTYPE alert [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>${plain('', '')}`
	expect(faultsOf(readCap(bytes(bomb))).join()).toMatch(/document type/)
	const outer = `<?xml version="1.0"?><!DOCTYPE alert SYSTEM "file:///etc/passwd">${plain('', '')}`
	expect(faultsOf(readCap(bytes(outer))).join()).toMatch(/document type/)
	expect(faultsOf(readCap(bytes(plain('<note>&own;</note>')))).join()).toMatch(/^alert\/note: It is not well-formed/)
	expect(faultsOf(readCap(new Uint8Array(256 * 1024 + 1))).join()).toMatch(/larger than 256 KB/)
	expect(faultsOf(readCap(bytes('<a>'.repeat(200) + '</a>'.repeat(200)))).join()).toMatch(/nested deeper/)
	expect(faultsOf(readCap(bytes(`<a>${'<b/>'.repeat(20_001)}</a>`))).join()).toMatch(/more than 20000/)
	for (const broken of ['', '   ', '<alert', '<alert></wrong>', '\u0000'])
		expect(readCap(bytes(broken)).ok, JSON.stringify(broken)).toBe(false)
})

test('V31 only encodings that are named, known and kept to', () => {
	const head = (name: string) => `<?xml version="1.0" encoding="${name}"?>`
	expect(faultsOf(readCap(bytes(plain('', head('UTF-7'))))).join()).toMatch(/utf-7 is not read/)
	const broken = Buffer.concat([Buffer.from(plain('<note>').replace('</alert>', '')), Buffer.from([0xff, 0x3c])])
	expect(faultsOf(readCap(broken)).join()).toMatch(/not written in utf-8/)
	expect(faultsOf(readCap(bytes(plain('<note>é</note>', head('US-ASCII'))))).join()).toMatch(/not written in us-ascii/)
	const wide = Buffer.concat([
		Buffer.from([0xff, 0xfe]),
		Buffer.from(plain('<note>台风</note>', head('UTF-16')), 'utf16le'),
	])
	expect(alertsOf(readCap(wide))[0]?.note).toBe('台风')
	// 台风 in GBK.
	const gbk = Buffer.concat([
		Buffer.from(plain('<note>', head('GBK')).replace('</alert>', '')),
		Buffer.from([0xcc, 0xa8, 0xb7, 0xe7]),
		Buffer.from('</note></alert>'),
	])
	expect(alertsOf(readCap(gbk))[0]?.note).toBe('台风')
})
