import { createHash, createSign, generateKeyPairSync, type KeyObject, randomBytes } from 'node:crypto'

/** A passkey in software, as Web Authentication Level 3 describes it: ES256, attestation "none". */
export class Authenticator {
	readonly #key: KeyObject
	readonly #public: { x: Buffer; y: Buffer }
	readonly #id = randomBytes(32)
	counter = 1
	readonly #origin: string

	constructor(origin: string) {
		this.#origin = origin
		const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' })
		const { x, y } = publicKey.export({ format: 'jwk' })
		this.#key = privateKey
		this.#public = { x: Buffer.from(x ?? '', 'base64url'), y: Buffer.from(y ?? '', 'base64url') }
	}

	/** `flags`: 0x01 present, 0x04 verified, 0x40 with the new key. */
	#data(flags: number, more = Buffer.alloc(0)): Buffer {
		const head = Buffer.alloc(5)
		head[0] = flags
		head.writeUInt32BE(this.counter, 1)
		return Buffer.concat([createHash('sha256').update(new URL(this.#origin).hostname).digest(), head, more])
	}

	#client(type: string, challenge: string): Buffer {
		return Buffer.from(JSON.stringify({ type, challenge, origin: this.#origin, crossOrigin: false }))
	}

	/** RegistrationResponseJSON. */
	register(challenge: string, flags = 0x45) {
		// COSE_Key (RFC 9053 7.1): {1: 2, 3: -7, -1: 1, -2: x, -3: y}
		const cose = Buffer.concat([
			Buffer.from('a5010203262001215820', 'hex'),
			this.#public.x,
			Buffer.from('225820', 'hex'),
			this.#public.y,
		])
		const size = Buffer.alloc(2)
		size.writeUInt16BE(this.#id.length)
		const data = this.#data(flags, Buffer.concat([Buffer.alloc(16), size, this.#id, cose]))
		const length = Buffer.alloc(2)
		length.writeUInt16BE(data.length)
		// CBOR: {"fmt": "none", "attStmt": {}, "authData": data}
		const attestation = Buffer.concat([
			Buffer.from('a363666d74646e6f6e656761747453746d74a068617574684461746159', 'hex'),
			length,
			data,
		])
		return {
			...this.#frame(),
			response: {
				clientDataJSON: this.#client('webauthn.create', challenge).toString('base64url'),
				attestationObject: attestation.toString('base64url'),
			},
		}
	}

	/** AuthenticationResponseJSON; the counter moves on. */
	assert(challenge: string, flags = 0x05) {
		this.counter += 1
		const data = this.#data(flags)
		const client = this.#client('webauthn.get', challenge)
		const signed = Buffer.concat([data, createHash('sha256').update(client).digest()])
		return {
			...this.#frame(),
			response: {
				clientDataJSON: client.toString('base64url'),
				authenticatorData: data.toString('base64url'),
				signature: createSign('sha256').update(signed).sign(this.#key).toString('base64url'),
			},
		}
	}

	#frame() {
		const id = this.#id.toString('base64url')
		return { id, rawId: id, type: 'public-key' as const, clientExtensionResults: {} }
	}
}
