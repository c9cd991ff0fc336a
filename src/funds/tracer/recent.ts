import type { NewTransfer } from './rows.ts'

/**
 * F211. Transfers told since the whole was read: for each account a list in the order of time and id, nearly always grown at
 * its end and walked from there. Numbered in the order they came.
 */
export class Recent {
	readonly list: NewTransfer[] = []
	readonly #from = new Map<number, number[]>()
	readonly #to = new Map<number, number[]>()
	readonly #gone = new Set<number>()

	add(transfer: NewTransfer): void {
		const index = this.list.length
		this.list.push(transfer)
		this.#enter(this.#from, transfer.from, index)
		this.#enter(this.#to, transfer.to, index)
	}

	/** Those of an account, earliest first. */
	of(node: number, forward: boolean): readonly number[] | undefined {
		return (forward ? this.#from : this.#to).get(node)
	}

	transfer(index: number): NewTransfer {
		const transfer = this.list[index]
		if (transfer === undefined) throw new RangeError(`no recent transfer ${index}`)
		return transfer
	}

	/** False when none of this id is here. */
	forget(id: number): boolean {
		const index = this.list.findIndex((one) => one.id === id)
		const transfer = this.list[index]
		if (transfer === undefined) return false
		this.#gone.add(id)
		for (const [map, node] of [
			[this.#from, transfer.from],
			[this.#to, transfer.to],
		] as const)
			map.set(
				node,
				(map.get(node) ?? []).filter((one) => one !== index),
			)
		return true
	}

	#enter(map: Map<number, number[]>, node: number, index: number): void {
		const list = map.get(node)
		if (list === undefined) return void map.set(node, [index])
		let place = list.length
		while (place > 0 && this.#after(list[place - 1] ?? 0, index)) place -= 1
		list.splice(place, 0, index)
	}

	#after(a: number, b: number): boolean {
		const [one, two] = [this.transfer(a), this.transfer(b)]
		return one.at === two.at ? one.id > two.id : one.at > two.at
	}
}
