import type { Tx } from '#kernel/db/schema.ts'
import { announceFile } from '#kernel/files/api.ts'
import type { Photograph } from '#kernel/files/contract.ts'
import { Refusal } from '#kernel/refusal.ts'

type Given = { readonly reference?: string | undefined; readonly photo?: Photograph | undefined }

/** D296. @throws Refusal `invalid` when neither a number nor a photograph came back */
export function mustComeBack({ reference, photo }: Given): void {
	if (reference !== undefined || photo !== undefined) return
	throw new Refusal(
		'invalid',
		{ en: 'Key their number, or photograph their screen.', zh: '请录入对方编号，或拍下对方屏幕。' },
		{ rule: 'D296', field: 'reference' },
	)
}

/** Announces the photograph of a call, when there is one; its parts follow (F1). */
export async function announcePhoto(tx: Tx, call: string, { photo }: Given): Promise<void> {
	if (photo !== undefined) await announceFile(tx, { matter: call, ...photo })
}
