import { sha256 } from '@noble/hashes/sha2.js'
import { keccak_256 } from '@noble/hashes/sha3.js'

/** F21. Checks that addresses of chains carry in themselves. */

const base58 = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz'

/** Base58Check (Bitcoin, Litecoin, Tron): 25 bytes, the last four the head of a double SHA-256 of the rest. */
export function isBase58Check(address: string): boolean {
	let value = 0n
	for (const letter of address) {
		const at = base58.indexOf(letter)
		if (at < 0) return false
		value = value * 58n + BigInt(at)
	}
	const hex = value.toString(16)
	if (hex.length > 50) return false
	const bytes = Buffer.from(hex.padStart(50, '0'), 'hex')
	// Each leading 1 stands for one leading zero byte, no more and no less.
	const zeros = bytes.findIndex((byte) => byte !== 0)
	if (/^1*/.exec(address)?.[0].length !== (zeros < 0 ? bytes.length : zeros)) return false
	return bytes.subarray(21).equals(sha256(sha256(bytes.subarray(0, 21))).subarray(0, 4))
}

const charset = 'qpzry9x8gf2tvdw0s3jn54khce6mua7l'
const generator = [0x3b6a57b2, 0x26508e6d, 0x1ea119fa, 0x3d4233dd, 0x2a1462b3] as const

/** BIP 173 (witness 0) and BIP 350 (witness 1 and later). Given in one case, lower. */
export function isBech32(address: string): boolean {
	const split = address.lastIndexOf('1')
	const prefix = address.slice(0, split)
	const data = [...address.slice(split + 1)].map((letter) => charset.indexOf(letter))
	const version = data[0] ?? -1
	if (split < 1 || data.length < 7 || address.length > 90 || data.includes(-1) || version > 16) return false
	const high = [...prefix].map((letter) => letter.charCodeAt(0) >> 5)
	const low = [...prefix].map((letter) => letter.charCodeAt(0) & 31)
	let sum = 1
	for (const value of [...high, 0, ...low, ...data]) {
		const top = sum >>> 25
		sum = ((sum & 0x1ffffff) << 5) ^ value
		generator.forEach((part, at) => {
			if (((top >>> at) & 1) === 1) sum ^= part
		})
	}
	// The program: five-bit groups between the version and the six of the check.
	const bytes = Math.floor(((data.length - 7) * 5) / 8)
	const fits = version === 0 ? bytes === 20 || bytes === 32 : bytes >= 2 && bytes <= 40
	return fits && sum >>> 0 === (version === 0 ? 1 : 0x2bc830a3)
}

/** EIP-55: capitals say the head of a Keccak-256 of the address. In one case only, it carries no check and passes. */
export function isChecksummedHex(address: string): boolean {
	const hex = /^0x([0-9a-fA-F]{40})$/.exec(address)?.[1]
	if (hex === undefined) return false
	const lower = hex.toLowerCase()
	if (hex === lower || hex === hex.toUpperCase()) return true
	const hash = Buffer.from(keccak_256(Buffer.from(lower, 'ascii'))).toString('hex')
	return [...hex].every((letter, at) => {
		const small = lower[at] ?? ''
		return letter === (Number.parseInt(hash[at] ?? '0', 16) >= 8 ? small.toUpperCase() : small)
	})
}
