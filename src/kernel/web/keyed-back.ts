import { fileKind, partBytes, type Photograph } from '../files/contract.ts'
import { fileHash } from './file-hash.ts'
import { momentOf } from './local-time.ts'

/** W96. A number keyed back, a photograph of the other screen, or both; and the other system's time. */
export type Back = { readonly reference: string; readonly photo: File | null; readonly at: string }

export const noBack: Back = { reference: '', photo: null, at: '' }

/** Nothing came back yet. */
export const isBare = (back: Back): boolean => back.reference.trim() === '' && back.photo === null

/** As acts take it; the photograph by its hash. */
export async function backInput(
	back: Back,
): Promise<{ readonly reference?: string; readonly photo?: Photograph; readonly at?: string }> {
	const reference = back.reference.trim()
	const kind = fileKind.safeParse(back.photo?.type)
	return {
		...(reference === '' ? {} : { reference }),
		...(back.photo === null || !kind.success
			? {}
			: { photo: { sha256: await fileHash(back.photo), kind: kind.data, bytes: back.photo.size } }),
		...(back.at === '' ? {} : { at: momentOf(back.at) }),
	}
}

/** Sends the bytes of a photograph that was announced, part by part; false when one was refused. */
export async function sendParts(
	file: Blob,
	send: (part: number, base64: string) => Promise<unknown>,
): Promise<boolean> {
	for (let part = 0; part * partBytes < file.size; part += 1) {
		const bytes = new Uint8Array(await file.slice(part * partBytes, (part + 1) * partBytes).arrayBuffer())
		let text = ''
		for (let n = 0; n < bytes.length; n += 8_192) text += String.fromCharCode(...bytes.subarray(n, n + 8_192))
		if ((await send(part, btoa(text))) === null) return false
	}
	return true
}
