import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { day, clockTime, money } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { Trace, TraceTransfer } from '../../contract/trace.ts'
import { useAccountName } from './naming.ts'

/** The table twin of every picture of a trace: each transfer with both its ends, oldest first. */
export function TraceTable({
	trace,
	marked,
	onSelect,
}: {
	readonly trace: Trace
	readonly marked: ReadonlySet<string>
	readonly onSelect: (account: string) => void
}) {
	const t = useWords()
	const name = useAccountName()
	const accounts = new Map(trace.accounts.map((account) => [account.id, account]))
	const nameOf = (id: string | null): string => {
		const account = id === null ? undefined : accounts.get(id)
		return account === undefined ? t('funds.trace.victim') : name(account)
	}
	return (
		<DataTable<TraceTransfer>
			label={t('funds.trace.table')}
			rows={trace.transfers}
			rowKey={(row) => String(row.id)}
			marked={(row) => marked.has(row.to) && (row.from === null || marked.has(row.from))}
			onOpen={(row) => onSelect(row.to)}
			scrolls
			columns={[
				{ key: 'hop', head: t('funds.trace.hop'), width: 46, cell: (row) => row.hop, right: true },
				{
					key: 'at',
					head: t('funds.trace.at'),
					width: 152,
					cell: (row) => `${day(row.at)} ${clockTime(row.at)}`,
					compare: (a, b) => Date.parse(a.at) - Date.parse(b.at),
				},
				{ key: 'from', head: t('funds.trace.from'), cell: (row) => nameOf(row.from) },
				{ key: 'to', head: t('funds.trace.to'), cell: (row) => nameOf(row.to) },
				{
					key: 'minor',
					head: t('funds.trace.amount'),
					width: 120,
					right: true,
					cell: (row) => money(row.minor),
					compare: (a, b) => a.minor - b.minor,
				},
				{
					key: 'victim',
					head: t('funds.trace.of-it'),
					width: 120,
					right: true,
					from: 620,
					cell: (row) => money(row.victimMinor),
				},
				{
					key: 'cited',
					head: t('funds.trace.cited'),
					width: 70,
					from: 760,
					cell: (row) => (row.cited ? t('funds.trace.cited.yes') : ''),
				},
			]}
		/>
	)
}
