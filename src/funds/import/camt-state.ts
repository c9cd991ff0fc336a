/** What is known of an entry of camt while its elements come. */

export type Money = { readonly text: string; readonly currency: string }

export type Party = { name: string | null; number: string | null; bank: string | null }

export type Draft = {
	line: number
	money: Money | null
	side: string | null
	uetr: string | null
	endToEnd: string | null
	bankReference: string | null
	debtor: Party
	creditor: Party
	words: string | null
	/** A finer time of its own. */
	moment: string | null
}

export type EntryDraft = Draft & {
	reversal: boolean
	status: string | null
	booked: string | null
	value: string | null
	details: Draft[]
}

export type BalanceDraft = { kind: string | null; money: Money | null; side: string | null; day: string | null }

const party = (): Party => ({ name: null, number: null, bank: null })

export function newDraft(line: number): Draft {
	return {
		line,
		money: null,
		side: null,
		uetr: null,
		endToEnd: null,
		bankReference: null,
		debtor: party(),
		creditor: party(),
		words: null,
		moment: null,
	}
}

export function newEntryDraft(line: number): EntryDraft {
	return { ...newDraft(line), reversal: false, status: null, booked: null, value: null, details: [] }
}

export function newBalance(): BalanceDraft {
	return { kind: null, money: null, side: null, day: null }
}
