import type { StatementTold } from '../contract.ts'
import type { RowFault } from '../import/entry.ts'
import type { Read } from '../import/read.ts'
import type { Written } from './write-statement.ts'

const mostGaps = 100

/** What is told of a file that was read; `written` is null when nothing was kept. */
export function toldOf(read: Read, written: Written | null, more: RowFault | null): StatementTold {
	const empty = read.entries === 0 && read.faultCount === 0 ? [nothingIn] : []
	const faults = [...empty, ...(more === null ? [] : [more]), ...read.faults]
	const gaps = [...read.balances.gaps, ...(written?.between ?? [])]
	const notes = [...read.notes, ...(written?.notes ?? [])]
	return {
		form: read.form,
		read: read.entries,
		known: written?.known ?? 0,
		kept: written?.kept ?? 0,
		transfers: written?.transfers ?? 0,
		matched: written?.matched ?? 0,
		alone: written?.alone ?? 0,
		accounts: written?.accounts ?? 0,
		firstAt: written?.firstAt?.toISOString() ?? null,
		lastAt: written?.lastAt?.toISOString() ?? null,
		sums: (written?.sums ?? []).map((sum) => ({ ...sum, inMinor: safe(sum.inMinor), outMinor: safe(sum.outMinor) })),
		notes,
		faults: faults.slice(0, 200),
		faultCount: faults.length - read.faults.length + read.faultCount,
		balancesChecked: read.balances.checked,
		gaps: gaps.slice(0, mostGaps).map((gap) => ({
			...gap,
			expectedMinor: safe(gap.expectedMinor),
			foundMinor: safe(gap.foundMinor),
		})),
		gapCount: read.balances.gapCount + (written?.between.length ?? 0),
	}
}

/** Sums past what JSON carries exactly are cut there; no bank has them, files made to break us do. */
const safe = (minor: number): number => Math.max(-Number.MAX_SAFE_INTEGER, Math.min(Number.MAX_SAFE_INTEGER, minor))

const nothingIn: RowFault = {
	line: 1,
	field: 'file',
	en: 'It holds no booked movement of money.',
	zh: '文件中没有已入账的交易。',
}
