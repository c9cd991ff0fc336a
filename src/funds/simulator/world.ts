/**
 * F151. The money of the demo: every bank, account and holder in it is made up. A victim pays 486,200.00 in three payments to two
 * accounts; from there it goes on in three steps, until part of it is cash and part has left for abroad. Pure data: the same in
 * the simulator, in tests and in the demo.
 */

/** An account of the demo; `bank` is its code in the directory, null outside it. */
export type WorldAccount = {
	/** Last four of its number, by which people call it. */
	readonly tail: string
	readonly number: string
	readonly bank: string | null
	readonly holder: string
	readonly holderKind: 'person' | 'business'
	/** What stood on it before the night, in fen. */
	readonly openingMinor: number
}

/** One movement: minutes after the first payment, and fen. Null is cash, or a wallet that no bank here knows. */
export type WorldTransfer = {
	readonly minutes: number
	readonly from: string
	readonly to: string | null
	readonly minor: number
	readonly how: 'transfer' | 'cash' | 'abroad'
	/** What the banks call it. */
	readonly endToEnd: string
	readonly uetr: string
}

/** ISO/IEC 7812 check figure: one figure before the last four is chosen so that the whole number passes. */
function numberOf(tail: string): string {
	for (let figure = 0; figure < 10; figure += 1) {
		const number = `62009900000${figure}${tail}`
		if (passes(number)) return number
	}
	throw new Error(`no number ends in ${tail}`)
}

function passes(number: string): boolean {
	const sum = [...number].reverse().reduce((total, sign, at) => {
		const figure = Number(sign) * (at % 2 === 1 ? 2 : 1)
		return total + (figure > 9 ? figure - 9 : figure)
	}, 0)
	return sum % 10 === 0
}

const rows: readonly (readonly [
	tail: string,
	bank: string | null,
	holder: string,
	kind: 'person' | 'business',
	opening: number,
])[] = [
	['2286', 'DLBK', '周雨棠', 'person', 51_230_000],
	['4471', 'GWBK', '林伯安', 'person', 0],
	['9030', 'XJRC', '程晚舟', 'person', 0],
	['1186', 'DLBK', '许渡', 'person', 0],
	['7752', 'GWBK', '林渡生', 'person', 2_000_000],
	['3308', 'PAYA', '汐汐商贸行', 'business', 0],
	['5520', 'DLBK', '何听雨', 'person', 0],
	['6614', 'XJRC', '孟溪', 'person', 0],
]

export const worldAccounts: readonly WorldAccount[] = rows.map(([tail, bank, holder, holderKind, openingMinor]) => ({
	tail,
	number: numberOf(tail),
	bank,
	holder,
	holderKind,
	openingMinor,
}))

const moves: readonly (readonly [
	minutes: number,
	from: string,
	to: string | null,
	minor: number,
	how: WorldTransfer['how'],
])[] = [
	[0, '2286', '4471', 20_000_000, 'transfer'],
	[8, '2286', '4471', 8_620_000, 'transfer'],
	[17, '2286', '9030', 20_000_000, 'transfer'],
	[19, '4471', '7752', 9_620_000, 'transfer'],
	[22, '4471', '1186', 12_000_000, 'transfer'],
	[26, '9030', '3308', 14_000_000, 'transfer'],
	[38, '1186', '5520', 8_400_000, 'transfer'],
	[38, '7752', null, 2_000_000, 'cash'],
	[41, '1186', '6614', 3_600_000, 'transfer'],
	[44, '3308', null, 13_200_000, 'abroad'],
	[45, '7752', null, 2_000_000, 'cash'],
	[50, '7752', null, 1_000_000, 'cash'],
]

export const worldTransfers: readonly WorldTransfer[] = moves.map(([minutes, from, to, minor, how], n) => ({
	minutes,
	from,
	to,
	minor,
	how,
	endToEnd: `DEMO-E2E-${String(n + 1).padStart(4, '0')}`,
	uetr: `5ea0a110-de30-4000-8000-${String(n + 1).padStart(12, '0')}`,
}))

/** What stands on an account so many minutes after the first payment, in fen. */
export function balanceAt(tail: string, minutes: number): number {
	const opening = worldAccounts.find((account) => account.tail === tail)?.openingMinor ?? 0
	return worldTransfers
		.filter((one) => one.minutes <= minutes)
		.reduce((sum, one) => sum + (one.to === tail ? one.minor : 0) - (one.from === tail ? one.minor : 0), opening)
}
