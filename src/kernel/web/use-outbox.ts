import { useEffect, useMemo, useState } from 'react'
import type { ActDeclaration } from '../contract/declare.ts'
import { sendAct } from './http.ts'
import { makeOutbox, type Outbox, type Shelf, type Waiting } from './outbox.ts'

/** The outbox in a browser: kept in IndexedDB, sent when the network is back and every 5 seconds while something waits. */

function request<T>(asked: IDBRequest<T>): Promise<T> {
	return new Promise((resolve, reject) => {
		asked.onsuccess = () => resolve(asked.result)
		asked.onerror = () => reject(asked.error ?? new Error('IndexedDB failed'))
	})
}

function openShelf(): Shelf {
	const opened = new Promise<IDBDatabase>((resolve, reject) => {
		const asked = indexedDB.open('seawall', 1)
		asked.onupgradeneeded = () => asked.result.createObjectStore('outbox', { keyPath: 'key' })
		asked.onsuccess = () => resolve(asked.result)
		asked.onerror = () => reject(asked.error ?? new Error('IndexedDB failed'))
	})
	const store = async (mode: IDBTransactionMode): Promise<IDBObjectStore> =>
		(await opened).transaction('outbox', mode).objectStore('outbox')
	return {
		all: async () => request<Waiting[]>((await store('readonly')).getAll()),
		put: async (waiting) => void (await request((await store('readwrite')).put(waiting))),
		drop: async (key) => void (await request((await store('readwrite')).delete(key))),
	}
}

/** Outbox of the post in this session for these acts, with its list. */
export function useOutbox(
	post: string,
	acts: readonly ActDeclaration[],
): { readonly outbox: Outbox; readonly list: readonly Waiting[] } {
	const [list, setList] = useState<readonly Waiting[]>([])
	const outbox = useMemo(() => {
		const byName = new Map(acts.map((act) => [act.name, act]))
		return makeOutbox(post, openShelf(), async (waiting) => {
			const act = byName.get(waiting.act)
			if (act === undefined) throw new Error(`The outbox does not know ${waiting.act}`)
			return await sendAct(act, waiting.input, { key: waiting.key })
		})
	}, [post, acts])
	useEffect(() => {
		const look = (): void => void outbox.list().then(setList)
		const flush = (): void => void outbox.flush()
		look()
		flush()
		const stop = outbox.watch(look)
		const timer = setInterval(flush, 5000)
		addEventListener('online', flush)
		return () => {
			stop()
			clearInterval(timer)
			removeEventListener('online', flush)
		}
	}, [outbox])
	return { outbox, list }
}
