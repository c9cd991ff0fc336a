import type { Tx } from '../db/schema.ts'
import type { Facts } from './feel.ts'

/** What a rule table was really asked, as the slice that asks it keeps it (T24). */

export type RecordedCase = {
	/** Where the next page goes on: opaque, rising with the cases. */
	readonly key: string
	readonly at: Date
	/** The matter it was decided for. */
	readonly matter: string | null
	readonly facts: Facts
}

export type RecordedSource = {
	/** How many cases there are from a time on, counted to `most`, and how many of them up to and with the key. */
	count(tx: Tx, from: Date, most: number, upTo: string | null): Promise<{ readonly of: number; readonly done: number }>
	/** Cases from a time on and after a key, oldest first. Facts name no person. */
	read(tx: Tx, from: Date, after: string | null, limit: number): Promise<readonly RecordedCase[]>
}

let sources: ReadonlyMap<string, RecordedSource> = new Map()

/** Takes what the slices keep, by the table's name. */
export function useRecorded(slices: readonly { readonly recorded?: Readonly<Record<string, RecordedSource>> }[]): void {
	sources = new Map(slices.flatMap((slice) => Object.entries(slice.recorded ?? {})))
}

/** Null when nobody keeps what the table was asked. */
export function findRecorded(table: string): RecordedSource | null {
	return sources.get(table) ?? null
}
