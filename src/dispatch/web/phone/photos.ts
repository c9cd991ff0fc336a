import { partBytes } from '#kernel/files/contract.ts'
import { mayRetry, ProblemError, sendAct } from '#kernel/web/http.ts'
import { putAttachment } from '../../contract/attachments.ts'

/**
 * DS104. Photographs kept on the phone, as they were taken, until the server has every part: in the browser's own database, since
 * they outlive the page. A part is sent under a key made from what it is, so that it is kept once however often it is sent.
 */

export type KeptPhoto = {
	readonly id: string
	readonly incident: string
	readonly sha256: string
	readonly bytes: ArrayBuffer
	readonly sent: number
}

const store = 'photos'

function open(): Promise<IDBDatabase> {
	return new Promise((resolve, reject) => {
		const asked = indexedDB.open('seawall-phone', 1)
		asked.onupgradeneeded = () => asked.result.createObjectStore(store, { keyPath: 'id' })
		asked.onsuccess = () => resolve(asked.result)
		asked.onerror = () => reject(asked.error ?? new Error('no database'))
	})
}

async function within<T>(mode: IDBTransactionMode, work: (photos: IDBObjectStore) => IDBRequest<T>): Promise<T> {
	const database = await open()
	try {
		return await new Promise<T>((resolve, reject) => {
			const asked = work(database.transaction(store, mode).objectStore(store))
			asked.onsuccess = () => resolve(asked.result)
			asked.onerror = () => reject(asked.error ?? new Error('not kept'))
		})
	} finally {
		database.close()
	}
}

/** Keeps the original bytes; gives their SHA-256. */
export async function keepPhoto(incident: string, bytes: ArrayBuffer): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes))
	const sha256 = [...digest].map((one) => one.toString(16).padStart(2, '0')).join('')
	const photo: KeptPhoto = { id: `${incident} ${sha256}`, incident, sha256, bytes, sent: 0 }
	await within('readwrite', (photos) => photos.put(photo))
	return sha256
}

let under = false

/** Sends what is still missing, one part after the other; ends with the first that stays unanswered. */
export async function sendPhotos(isAttached: (sha256: string) => boolean): Promise<void> {
	if (under) return
	under = true
	try {
		const kept: KeptPhoto[] = await within('readonly', (photos) => photos.getAll())
		for (const photo of kept) if (isAttached(photo.sha256)) await sendOne(photo)
	} catch (cause) {
		// No answer: it is tried again. What was refused was dropped where it was.
		if (!(cause instanceof ProblemError)) throw cause
	} finally {
		under = false
	}
}

async function sendOne(photo: KeptPhoto): Promise<void> {
	const { incident, sha256 } = photo
	const parts = Math.ceil(photo.bytes.byteLength / partBytes)
	for (let part = photo.sent; part < parts; part += 1) {
		const base64 = base64Of(new Uint8Array(photo.bytes.slice(part * partBytes, (part + 1) * partBytes)))
		const key = `photo-${incident.slice(-12)}-${sha256.slice(0, 32)}-${part}`
		try {
			await sendAct(putAttachment, { incident, sha256, part, base64 }, { key })
		} catch (cause) {
			// Refused for good: the story says what was attached, and the phone does not ask again.
			if (
				cause instanceof ProblemError &&
				!mayRetry(cause.problem) &&
				cause.problem.status < 500 &&
				cause.problem.status !== 401 &&
				cause.problem.status !== 429
			)
				await within('readwrite', (photos) => photos.delete(photo.id))
			throw cause
		}
		await within('readwrite', (photos) => photos.put({ ...photo, sent: part + 1 }))
	}
	await within('readwrite', (photos) => photos.delete(photo.id))
}

function base64Of(bytes: Uint8Array): string {
	let text = ''
	for (let n = 0; n < bytes.length; n += 8_192) text += String.fromCharCode(...bytes.subarray(n, n + 8_192))
	return btoa(text)
}
