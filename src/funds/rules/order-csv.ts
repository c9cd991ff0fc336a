import type { OrderColumn, OrderDocument } from '../contract.ts'
import { decimalOf } from '../contract/decimal.ts'

/** F134. An order as one line of a bank's own file, with its head. Pure. */

/** What the column of each name holds. Times are RFC 3339 in UTC. */
function cellOf(order: OrderDocument, hash: string, column: OrderColumn): string {
	const { payment, account, amount } = order
	switch (column) {
		case 'order':
			return order.order
		case 'is':
			return order.is
		case 'account':
			return account.number
		case 'holder':
			return account.holder ?? ''
		case 'bank':
			return order.bank.zh
		case 'amount':
			return decimalOf(amount.minor, amount.currency)
		case 'currency':
			return amount.currency
		case 'paid_at':
			return order.matched?.at ?? payment?.at ?? ''
		case 'reference':
			return payment?.uetr ?? payment?.endToEnd ?? payment?.reference ?? ''
		case 'until':
			return order.until ?? ''
		case 'report':
			return order.report
		case 'bureau':
			return order.bureau.zh
		case 'hash':
			return hash
	}
}

/** RFC 4180: CRLF, quoted where it must be. A cell that a spreadsheet would take for a formula is quoted behind an apostrophe. */
export function orderCsv(order: OrderDocument, hash: string, columns: readonly OrderColumn[]): string {
	const line = (cells: readonly string[]) => `${cells.map(quoted).join(',')}\r\n`
	return line(columns) + line(columns.map((column) => cellOf(order, hash, column)))
}

function quoted(cell: string): string {
	const safe = /^[=+\-@\t\r]/.test(cell) ? `'${cell}` : cell
	return /[",\r\n']/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
