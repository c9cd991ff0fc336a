import type { Signer } from '#kernel/ledger/signer.ts'

/** What funds needs from the engine: who signs orders to banks. */
let signing: Signer | null = null

/** Called once at start, before the first act; repeatable. */
export function equipFunds(parts: { readonly signer: Signer }): void {
	signing = parts.signer
}

/** F132. The bureau's own signer, that of its ledger. */
export function signerInUse(): Signer {
	if (signing === null) throw new Error('funds was not equipped: call equipFunds at start')
	return signing
}
