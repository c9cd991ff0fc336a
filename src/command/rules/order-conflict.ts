import type { OrderClaim } from '../contract/order-lists.ts'

/** What an order claims of its recipient for itself. Times in milliseconds. */
export type Claimed = {
	readonly to: string
	readonly post: string
	readonly claim: OrderClaim
	/** Null: everywhere. */
	readonly place: string | null
	readonly from: number
	readonly until: number
}

/** Places are alike when their letters and digits are: no blanks, no case, half and full width alike. */
export function placeKey(place: string): string {
	return place
		.normalize('NFKC')
		.toLowerCase()
		.replaceAll(/[\s\p{P}]+/gu, '')
}

/**
 * K29. Two orders conflict when they claim the same of the same recipient, at the same place or one of them everywhere, for
 * times that overlap. A time that ends when the other begins does not overlap.
 */
export function areInConflict(one: Claimed, other: Claimed): boolean {
	const samePosts = one.post === '' || other.post === '' || one.post === other.post
	const samePlace = one.place === null || other.place === null || placeKey(one.place) === placeKey(other.place)
	const overlap = one.from < other.until && other.from < one.until
	return one.to === other.to && samePosts && one.claim === other.claim && samePlace && overlap
}
