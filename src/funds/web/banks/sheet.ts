import type { z } from 'zod'
import type { SheetLine } from '#kernel/web/parts/CopySheet.tsx'
import { clockTime, day, type Language } from '#kernel/web/times.ts'
import type { showOrder } from '../../contract/order.ts'
import { decimalOf } from '../../contract/decimal.ts'

type Words = (key: string, values?: Record<string, string | number>) => string

/** F133, F136. The lines a bank's platform asks for, in its order, from the signed document alone; figures 1 to 9 copy them. */
export function sheetLines(
	{ document, sha256 }: Pick<z.output<typeof showOrder.output>, 'document' | 'sha256'>,
	t: Words,
	language: Language,
	figures: boolean,
): readonly SheetLine[] {
	const { payment, matched, amount } = document
	const moment = (at: string) => `${day(at)} ${clockTime(at)}`
	const lines: readonly (readonly [key: string, text: string])[] = [
		['number', document.order],
		['is', t(`funds.order.is.${document.is}`)],
		['holder', document.account.holder ?? '—'],
		['account', document.account.number],
		['bank', document.bank[language]],
		['amount', decimalOf(amount.minor, amount.currency)],
		['paid', matched === null ? '—' : `${moment(matched.at)} ${decimalOf(matched.minor, amount.currency)}`],
		['reference', payment?.uetr ?? payment?.endToEnd ?? payment?.reference ?? '—'],
		['until', document.until === null ? '—' : moment(document.until)],
		['hash', sha256],
	]
	return lines.map(([key, text], n) => ({
		key,
		label: t(`funds.sheet.${key}`),
		text,
		...(figures ? { keys: String((n + 1) % 10) } : {}),
	}))
}
