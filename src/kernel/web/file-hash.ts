import { sha256 } from '@noble/hashes/sha2.js'
import { hex } from '../ledger/bytes.ts'

const pieceBytes = 4 * 1024 * 1024

/**
 * SHA-256 of a file in hex, read piece by piece: a recording of hours is never whole in memory, and the page stays alive.
 * @param onShare told after each piece, 0 to 1
 */
export async function fileHash(file: Blob, onShare: (share: number) => void = () => undefined): Promise<string> {
	const hash = sha256.create()
	for (let at = 0; at < file.size; at += pieceBytes) {
		hash.update(new Uint8Array(await file.slice(at, at + pieceBytes).arrayBuffer()))
		onShare(Math.min(1, (at + pieceBytes) / file.size))
	}
	return hex(hash.digest())
}
