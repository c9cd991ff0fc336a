import { Refusal } from '../../refusal.ts'
import type { Data } from '../process/state.ts'

const mostBytes = 16_384
const mostNames = 200
const deepest = 20

/** M52. Values from outside stay within bounds. @throws Refusal `too_large` */
export function mustBeBounded(data: Data | undefined): void {
	if (data === undefined) return
	const isSmall = Object.keys(data).length <= mostNames && isShallow(data, deepest)
	if (isSmall && JSON.stringify(data).length <= mostBytes) return
	throw new Refusal(
		'too_large',
		{
			en: `A process takes at most ${mostNames} values of 16 KB together, no deeper than ${deepest}.`,
			zh: `流程数据最多 ${mostNames} 项，合计不超过 16 KB，嵌套不超过 ${deepest} 层。`,
		},
		{ rule: 'M52', field: 'data' },
	)
}

function isShallow(value: unknown, left: number): boolean {
	if (typeof value !== 'object' || value === null) return true
	return left > 0 && Object.values(value).every((inner) => isShallow(inner, left - 1))
}

/** What the ledger keeps of values: a commitment, never the values themselves. */
export function committed(data: Data | undefined): Readonly<Record<string, string>> {
	return data === undefined ? {} : { data: JSON.stringify(data) }
}
