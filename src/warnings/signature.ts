import { X509Certificate, createPublicKey } from 'node:crypto'
import { SignedXml } from 'xml-crypto'

/**
 * V33. An XML signature (W3C XMLDSig) of a whole file, checked with a key that was kept beforehand. The library does the
 * cryptography; what it would let pass and we do not is refused here: weak hashes, shared secrets, more than one signature,
 * anything but the whole document, and any key but ours.
 */

export type Checked =
	| { readonly ok: true; readonly text: string }
	| { readonly ok: false; readonly en: string; readonly zh: string }

const no = (en: string, zh: string): Checked => ({ ok: false, en, zh })

const exclusive = 'http://www.w3.org/2001/10/xml-exc-c14n#'
const canonical = 'http://www.w3.org/TR/2001/REC-xml-c14n-20010315'
const enveloped = 'http://www.w3.org/2000/09/xmldsig#enveloped-signature'
const signatures = [
	'http://www.w3.org/2001/04/xmldsig-more#rsa-sha256',
	'http://www.w3.org/2001/04/xmldsig-more#rsa-sha512',
]
const digests = ['http://www.w3.org/2001/04/xmlenc#sha256', 'http://www.w3.org/2001/04/xmlenc#sha512']
const transforms = [enveloped, exclusive, `${exclusive}WithComments`, canonical, `${canonical}#WithComments`]

/** @returns the text the signature covers, which alone may be read on; or why it counts for nothing */
export function checkSignature(text: string, pem: string): Checked {
	const found = text.match(/<(?:[\w.-]+:)?Signature[\s>][\s\S]*?<\/(?:[\w.-]+:)?Signature>/g) ?? []
	const [signature] = found
	if (signature === undefined || found.length !== 1)
		return no('It carries no signature, or more than one.', '没有签名，或签名多于一个。')
	try {
		const signed = new SignedXml({ publicCert: keyOf(pem) })
		// The file's own key is never asked.
		signed.getCertFromKeyInfo = () => null
		signed.loadSignature(signature)
		if (!signatures.includes(signed.signatureAlgorithm ?? ''))
			return no(
				'Its signature is of a kind that is not taken: RSA with SHA-256 or SHA-512 is.',
				'签名算法不被接受，须为 RSA 加 SHA-256 或 SHA-512。',
			)
		if (!signed.checkSignature(text)) return no('Its signature does not hold.', '签名不成立。')
		const [reference, ...more] = signed.getReferences()
		if (reference === undefined || more.length > 0 || (reference.uri ?? '') !== '')
			return no('Its signature does not cover the whole file.', '签名没有覆盖整个文件。')
		if (!digests.includes(reference.digestAlgorithm) || reference.transforms.some((one) => !transforms.includes(one)))
			return no('Its signature uses what is not taken here.', '签名使用了不被接受的方法。')
		const [covered] = signed.getSignedReferences()
		return covered === undefined
			? no('Its signature covers nothing.', '签名没有覆盖内容。')
			: { ok: true, text: covered }
	} catch (error) {
		const why = error instanceof Error ? error.message : String(error)
		return no(`Its signature could not be checked: ${why.slice(0, 200)}`, '签名无法核验。')
	}
}

function keyOf(pem: string): string {
	const key = pem.includes('BEGIN CERTIFICATE') ? new X509Certificate(pem).publicKey : createPublicKey(pem)
	return key.export({ type: 'spki', format: 'pem' }).toString()
}

/** Whether a PEM holds a public key that signatures can be checked with: RSA of 2048 bits or more. */
export function isUsableKey(pem: string): boolean {
	try {
		const key = createPublicKey(keyOf(pem))
		return key.asymmetricKeyType === 'rsa' && (key.asymmetricKeyDetails?.modulusLength ?? 0) >= 2048
	} catch {
		return false
	}
}
