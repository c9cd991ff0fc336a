import { startAuthentication, startRegistration } from '@simplewebauthn/browser'
import type { z } from 'zod'
import type { keysPrepare } from '../identity/contract/keys.ts'
import type { keys } from '../identity/contract/shapes.ts'
import type { firstKeys } from '../identity/contract/shapes.ts'

/** Passkeys in the browser: asks the device, gives what the acts of identity take. */
export type Prepared = z.output<typeof keysPrepare.output>

/** Whether this browser and this address can use passkeys at all. */
export function passkeysWork(prepared: Prepared | undefined): boolean {
	return (
		prepared !== undefined && prepared.rpId !== null && typeof PublicKeyCredential !== 'undefined' && isSecureContext
	)
}

/** Signs the challenge with a passkey of the person's choice. Throws the browser's error when it is cancelled. */
export async function signWithPasskey(prepared: Prepared): Promise<z.input<typeof keys>> {
	const assertion = await startAuthentication({
		optionsJSON: {
			challenge: prepared.challenge,
			userVerification: 'required',
			...(prepared.rpId === null ? {} : { rpId: prepared.rpId }),
		},
	})
	const { id, rawId, type, clientExtensionResults, response, authenticatorAttachment } = assertion
	return {
		method: 'passkey',
		challenge: prepared.challenge,
		// Extension results are plain JSON by the standard; the library types them as an interface.
		assertion: {
			id,
			rawId,
			type,
			authenticatorAttachment,
			response,
			clientExtensionResults: { ...clientExtensionResults } as Record<string, never>,
		},
	}
}

/** Makes a new passkey for `account`. */
export async function makePasskey(
	prepared: Prepared,
	account: string,
	label: string,
): Promise<z.input<typeof firstKeys>> {
	const made = await startRegistration({
		optionsJSON: {
			challenge: prepared.challenge,
			rp: { name: prepared.rpName, ...(prepared.rpId === null ? {} : { id: prepared.rpId }) },
			user: { id: prepared.userHandle, name: account, displayName: account },
			pubKeyCredParams: prepared.algorithms.map((alg) => ({ alg, type: 'public-key' as const })),
			authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
			attestation: 'none',
		},
	})
	const { id, rawId, type, clientExtensionResults, response, authenticatorAttachment } = made
	return {
		method: 'passkey',
		challenge: prepared.challenge,
		label,
		// As above.
		registration: {
			id,
			rawId,
			type,
			authenticatorAttachment,
			response,
			clientExtensionResults: { ...clientExtensionResults } as Record<string, never>,
		},
	}
}
