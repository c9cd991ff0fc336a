import { generateKeyPairSync } from 'node:crypto'
import { SignedXml } from 'xml-crypto'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Who } from '#kernel/who.ts'
import { closeSource, enterNotice, keepSource, listNotices } from '../contract.ts'
import { openStage, refusalOf, type Stage } from './stage.ts'

let stage: Stage
beforeAll(async () => {
	stage = await openStage()
}, 240_000)
afterAll(() => stage?.close())

const pair = () => generateKeyPairSync('rsa', { modulusLength: 2048 })
const ours = pair()
const theirs = pair()
const pem = (keys: ReturnType<typeof pair>) => keys.publicKey.export({ type: 'spki', format: 'pem' }).toString()

let n = 0
const alert = (more = '') => {
	n += 1
	return `<?xml version="1.0" encoding="UTF-8"?><alert xmlns="urn:oasis:names:tc:emergency:cap:1.2"><identifier>LJ-${n}</identifier><sender>warn@example.org</sender><sent>2026-11-24T08:00:00+08:00</sent><status>Actual</status><msgType>Alert</msgType><scope>Public</scope>${more}</alert>`
}

type How = { readonly algorithm?: string; readonly digest?: string; readonly xpath?: string }
function sign(xml: string, by = ours, how: How = {}): string {
	const signed = new SignedXml({
		privateKey: by.privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
		canonicalizationAlgorithm: 'http://www.w3.org/2001/10/xml-exc-c14n#',
		signatureAlgorithm: how.algorithm ?? 'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
	})
	signed.addReference({
		xpath: how.xpath ?? '/*',
		digestAlgorithm: how.digest ?? 'http://www.w3.org/2001/04/xmlenc#sha256',
		transforms: ['http://www.w3.org/2000/09/xmldsig#enveloped-signature', 'http://www.w3.org/2001/10/xml-exc-c14n#'],
		isEmptyUri: how.xpath === undefined,
	})
	signed.computeSignature(xml)
	return signed.getSignedXml()
}

const source = async (more: { signatureRequired?: boolean; key?: string } = {}) =>
	(await stage.act(keepSource, stage.leader, { name: '市气象台', signatureRequired: false, ...more })).source
const enter = (of: string, xml: string, who: Who = stage.desk) =>
	stage.act(enterNotice, who, { source: of, file: Buffer.from(xml).toString('base64') })

test('V33, V34, V35 a notice is entered from a source, once, and listed; it warns nobody by itself', async () => {
	const of = await source()
	const xml = alert('<note>台风 &amp; 潮</note>')
	const { notices, signature } = await enter(of, xml)
	expect(signature).toBe('none')
	const shown = await stage.look(listNotices, await stage.as('he-pingan'), {})
	expect(shown.rows.find((row) => row.id === notices[0])).toMatchObject({
		alert: { sender: 'warn@example.org', note: '台风 & 潮', sent: '2026-11-24T00:00:00.000Z' },
		source: { name: '市气象台' },
	})
	expect(await refusalOf(enter(of, xml))).toMatchObject({ code: 'already', rule: 'V34' })
	expect((await refusalOf(enter(of, alert(), await stage.as('he-pingan')))).code).toBe('not_found')
})

test('V30, V32 what is not read whole is refused whole, naming the element in both languages', async () => {
	const refusal = await refusalOf(enter(await source(), alert('<info/>')))
	expect(refusal).toMatchObject({ code: 'invalid', rule: 'V32', field: 'file' })
	expect(refusal.words.en).toContain('alert/info/category: It is missing.')
	expect(refusal.words.zh).toContain('alert/info/category: 缺少此项。')
})

test('V33 a source that signs gives no unsigned notice; a signature holds with its kept key alone', async () => {
	const of = await source({ signatureRequired: true, key: pem(ours) })
	expect((await refusalOf(enter(of, alert()))).rule).toBe('V33')
	expect(await enter(of, sign(alert()))).toMatchObject({ signature: 'checked' })
	const changed = sign(alert()).replace('<status>Actual</status>', '<status>Test</status>')
	const wrong: readonly [string, string][] = [
		['signed by somebody else', sign(alert(), theirs)],
		['changed after it was signed', changed],
		['SHA-1', sign(alert(), ours, { algorithm: 'http://www.w3.org/2000/09/xmldsig#rsa-sha1' })],
		['SHA-1 digest', sign(alert(), ours, { digest: 'http://www.w3.org/2000/09/xmldsig#sha1' })],
		['a part only', sign(alert('<note>part</note>'), ours, { xpath: "//*[local-name(.)='note']" })],
		['two signatures', sign(sign(alert()))],
	]
	for (const [why, xml] of wrong) expect((await refusalOf(enter(of, xml))).rule, why).toBe('V33')
	// With no key here nobody can say who wrote it, so it is not entered as if it were unsigned.
	expect((await refusalOf(enter(await source(), sign(alert())))).rule).toBe('V33')
})

test('V33 a key is RSA of 2048 bits or more; a source that requires signatures has one; a closed source gives nothing', async () => {
	const keep = (more: { signatureRequired?: boolean; key?: string }) => refusalOf(source(more))
	expect(await keep({ signatureRequired: true })).toMatchObject({ rule: 'V33', field: 'key' })
	const small = generateKeyPairSync('rsa', { modulusLength: 1024 }).publicKey.export({ type: 'spki', format: 'pem' })
	expect(await keep({ key: small.toString() })).toMatchObject({ rule: 'V33', field: 'key' })
	const of = await source()
	await stage.act(closeSource, stage.leader, { source: of, version: 1, reason: 'Its office closed.' })
	expect(await refusalOf(enter(of, alert()))).toMatchObject({ code: 'wrong_state', rule: 'V33' })
	expect((await refusalOf(stage.act(keepSource, stage.desk, { name: 'x', signatureRequired: false }))).code).toBe(
		'not_permitted',
	)
})
