import { adjacencyOf, type Adjacency, bytesPerTransfer, largeFrom, recordSize } from './adjacency.ts'
import { CopyRows } from './copy-rows.ts'
import type { Found } from './found.ts'
import { Recent } from './recent.ts'
import { type Group, type NewTransfer, Rows } from './rows.ts'
import { Walk, type WalkQuery } from './walk.ts'

/** A question as it goes to the thread. */
export type CoreQuery = Omit<WalkQuery, 'allow'> & {
	readonly matters: readonly string[] | null
	readonly currency: string | null
}

/** An answer as columns, by hop, time and id. */
export type CoreAnswer = {
	readonly id: Float64Array
	readonly from: Int32Array
	readonly to: Int32Array
	readonly minor: Float64Array
	readonly at: Float64Array
	readonly hop: Uint8Array
	readonly group: Uint32Array
	readonly groups: readonly Group[]
	readonly cuts: readonly { readonly node: number; readonly shown: number; readonly of: number }[]
}

/** What to forget, with the accounts it lies at. */
export type GoneTransfer = { readonly id: number; readonly from: number; readonly to: number }

/** F210 to F214. The transfers, and walks over them. Lives in a thread of its own; holds no clock and asks nobody. */
export class TracerCore {
	#rows: Rows | null = new Rows()
	#copy: CopyRows | null = null
	#early: NewTransfer[] = []
	#gone: GoneTransfer[] = []
	#base: Adjacency | null = null
	#recent = new Recent()
	#walk: Walk | null = null

	/** Whole CopyData messages of transfers. */
	read(bytes: Uint8Array): void {
		if (this.#rows === null) throw new Error('the transfers were read already')
		this.#copy ??= new CopyRows(this.#rows)
		this.#copy.read(bytes)
	}

	/** Ends reading. What was told meanwhile is taken in, once. */
	finish(): { readonly transfers: number; readonly bytes: number } {
		if (this.#rows === null) throw new Error('the transfers were read already')
		const { groups } = this.#rows
		const columns = this.#rows.whole()
		this.#rows = null
		const base = adjacencyOf(columns, groups)
		this.#base = base
		this.#walk = new Walk(base, this.#recent)
		const early = new Map(this.#early.map((one) => [one.id, one]))
		if (early.size > 0) for (const id of columns.id) early.delete(id)
		this.append([...early.values()])
		this.forget(this.#gone)
		this.#early = []
		this.#gone = []
		return { transfers: base.transfers, bytes: base.transfers === 0 ? 0 : bytesPerTransfer(base) }
	}

	append(transfers: readonly NewTransfer[]): void {
		if (this.#base === null) this.#early.push(...transfers)
		else
			for (const transfer of transfers) {
				this.#base.groups.indexOf(transfer.matter, transfer.currency)
				this.#recent.add(transfer)
			}
	}

	/** F214. A transfer that is gone from the database is in no answer after this. */
	forget(gone: readonly GoneTransfer[]): void {
		if (this.#base === null) return void this.#gone.push(...gone)
		for (const one of gone) if (!this.#recent.forget(one.id)) this.#strike(this.#base, one)
	}

	/** How many were told since the whole was read. */
	get recent(): number {
		return this.#recent.list.length
	}

	walk(query: CoreQuery): Found {
		if (this.#walk === null) throw new Error('the transfers are still being read')
		return this.#walk.run({ ...query, allow: this.#allow(query) })
	}

	trace(query: CoreQuery): CoreAnswer {
		return this.#tell(this.walk(query), query.forward)
	}

	#allow({ matters, currency }: CoreQuery): Uint8Array | null {
		if (matters === null && currency === null) return null
		const may = matters === null ? null : new Set(matters)
		const groups = this.#base?.groups.list ?? []
		return Uint8Array.from(groups, (group) =>
			(may === null || may.has(group.matter)) && (currency === null || currency === group.currency) ? 1 : 0,
		)
	}

	#tell(found: Found, forward: boolean): CoreAnswer {
		const base = this.#base
		if (base === null) throw new Error('the transfers are still being read')
		const size = found.size
		const order = Array.from({ length: size }, (_, n) => n)
		const at = new Float64Array(size)
		const id = new Float64Array(size)
		const group = new Uint32Array(size)
		const minor = new Float64Array(size)
		for (let n = 0; n < size; n += 1) {
			const ref = found.refs[n] ?? 0
			const recent = ref < base.transfers ? null : this.#recent.transfer(ref - base.transfers)
			at[n] = recent?.at ?? base.at[ref] ?? 0
			id[n] = recent?.id ?? (base.ids[ref] ?? 0) + base.idFrom
			group[n] = recent === null ? (base.group[ref] ?? 0) : base.groups.indexOf(recent.matter, recent.currency)
			const amount = found.amounts[n] ?? 0
			minor[n] = recent?.minor ?? (amount === largeFrom ? (base.large.get(ref) ?? amount) : amount)
		}
		const { hops, begins, ends } = found
		order.sort((a, b) => (hops[a] ?? 0) - (hops[b] ?? 0) || (at[a] ?? 0) - (at[b] ?? 0) || (id[a] ?? 0) - (id[b] ?? 0))
		const pick = <T extends Float64Array | Int32Array | Uint32Array | Uint8Array>(column: T, into: T): T => {
			order.forEach((n, i) => {
				into[i] = column[n] ?? 0
			})
			return into
		}
		return {
			id: pick(id, new Float64Array(size)),
			from: pick(forward ? begins : ends, new Int32Array(size)),
			to: pick(forward ? ends : begins, new Int32Array(size)),
			minor: pick(minor, new Float64Array(size)),
			at: pick(at, new Float64Array(size)),
			hop: pick(hops, new Uint8Array(size)),
			group: pick(group, new Uint32Array(size)),
			groups: base.groups.list,
			cuts: found.cuts.sort((a, b) => a.node - b.node),
		}
	}

	/** Its records stay where they are with an amount of 0, which no walk takes. */
	#strike(base: Adjacency, { id, from, to }: GoneTransfer): void {
		for (const [way, node] of [
			[base.forward, from],
			[base.backward, to],
		] as const) {
			if (node >= base.accounts) continue
			for (let i = way.first[node] ?? 0; i < (way.first[node + 1] ?? 0); i += 1) {
				const place = way.records[i * recordSize + 1] ?? 0
				if ((base.ids[place] ?? 0) + base.idFrom !== id) continue
				way.records[i * recordSize + 2] = 0
				if (this.#walk !== null) this.#walk.holes = true
			}
		}
	}
}
