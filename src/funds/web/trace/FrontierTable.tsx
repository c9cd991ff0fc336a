import { type ReactNode, useState } from 'react'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { DataTable, type Group } from '#kernel/web/parts/DataTable.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { money } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { FrontierRow, FrontierSection, ShownAccount } from '../../contract/trace-shapes.ts'
import type { Trace } from '../../contract/trace.ts'
import { useAccountName } from './naming.ts'
import { LawfulBar, LawfulLeft, Status } from './Status.tsx'

const filters = ['all', 'none', 'stopped'] as const
type Filter = (typeof filters)[number]
const sections: readonly FrontierSection[] = ['act', 'stopped', 'gone']

const passes = (filter: Filter) => (row: FrontierRow) =>
	filter === 'all' || (filter === 'none' ? row.status === 'none' : row.section === 'stopped')

export type FrontierDoing = {
	/** The one main act on a row: draft a stop, open what was sent, draft a request. */
	readonly onAct: (row: FrontierRow) => void
	readonly actOf: (row: FrontierRow) => string | null
	readonly busy: boolean
}

type Props = FrontierDoing & {
	readonly trace: Trace
	readonly selected: string | null
	readonly onSelect: (account: string) => void
	readonly onExplain: (account: string) => void
}

/** F254 to F256. Where the money stands last, by what the next stop saves; the sums equal the loss. */
export function FrontierTable(props: Props) {
	const t = useWords()
	const say = useSay()
	const name = useAccountName()
	const { trace } = props
	const [filter, setFilter] = useState<Filter>('all')
	const accounts = new Map(trace.accounts.map((account) => [account.id, account]))
	const rows = trace.frontier.filter(passes(filter))
	const count = (which: Filter) => trace.frontier.filter(passes(which)).length
	const order = new Map(trace.frontier.map((row, n) => [row.account, n + 1]))
	const of = (row: FrontierRow): ShownAccount | undefined => accounts.get(row.account)
	return (
		<Pane
			className="ft-frontier"
			title={t('funds.trace.frontier')}
			note={t('funds.trace.frontier.note')}
			tools={
				<Chips
					label={t('funds.trace.filter')}
					value={filter}
					onChange={setFilter}
					chips={filters.map((value) => ({
						value,
						label: t(`funds.trace.filter.${value}`, { count: count(value) }),
						...(value === 'all' ? { keys: '/' } : {}),
					}))}
				/>
			}
		>
			<DataTable<FrontierRow>
				label={t('funds.trace.frontier')}
				groups={sections.map((section) => groupOf(section, rows, t)).filter((group) => group.rows.length > 0)}
				rowKey={(row) => row.account}
				selected={props.selected}
				onSelect={(row) => props.onSelect(row.account)}
				onOpen={props.onAct}
				keys
				columns={[
					{
						key: 'n',
						head: '',
						width: 34,
						from: 520,
						cell: (row) => <span className="t3">{order.get(row.account)}</span>,
					},
					{ key: 'account', head: t('funds.trace.account'), width: 118, cell: (row) => <b>{nameOf(of(row), name)}</b> },
					{
						key: 'bank',
						head: t('funds.trace.bank'),
						from: 700,
						cell: (row) => <span className="t2">{bankOf(of(row), say, t)}</span>,
					},
					{
						key: 'estimate',
						head: t('funds.trace.estimate'),
						width: 122,
						right: true,
						cell: (row) => <Why minor={row.estimateMinor} onOpen={() => props.onExplain(row.account)} />,
					},
					{ key: 'status', head: t('funds.trace.stop'), width: 156, cell: (row) => <Status row={row} /> },
					{
						key: 'lawful',
						head: t('funds.trace.lawful'),
						width: 96,
						from: 980,
						cell: (row) => <LawfulBar row={row} />,
					},
					{
						key: 'left',
						head: t('funds.trace.left'),
						width: 104,
						right: true,
						from: 640,
						cell: (row) => <LawfulLeft row={row} />,
					},
					{
						key: 'chance',
						head: t('funds.trace.chance'),
						width: 84,
						right: true,
						from: 860,
						cell: (row) => <Chance row={row} onOpen={() => props.onExplain(row.account)} />,
					},
					{
						key: 'next',
						head: t('funds.trace.next-stop'),
						width: 128,
						right: true,
						cell: (row) => <Next row={row} onOpen={() => props.onExplain(row.account)} />,
					},
					{ key: 'act', head: '', width: 208, right: true, from: 780, cell: (row) => <Act row={row} {...props} /> },
				]}
			/>
			<Sums trace={trace} />
		</Pane>
	)
}

function groupOf(
	section: FrontierSection,
	rows: readonly FrontierRow[],
	t: ReturnType<typeof useWords>,
): Group<FrontierRow> {
	const own = rows.filter((row) => row.section === section)
	const sum = money(own.reduce((total, row) => total + row.estimateMinor, 0))
	return {
		key: section,
		title: t(`funds.trace.section.${section}`),
		note: t('funds.trace.section.note', { count: own.length, sum }),
		rows: own,
	}
}

const nameOf = (account: ShownAccount | undefined, name: ReturnType<typeof useAccountName>): string =>
	account === undefined ? '—' : name(account)

function bankOf(
	account: ShownAccount | undefined,
	say: ReturnType<typeof useSay>,
	t: ReturnType<typeof useWords>,
): string {
	if (account === undefined) return ''
	return account.bank.code === '' ? t('funds.trace.no-bank') : say(account.bank)
}

/** A figure that opens into how it was reached. */
export function Why({
	minor,
	onOpen,
	strong,
}: {
	readonly minor: number
	readonly onOpen: () => void
	readonly strong?: boolean
}) {
	return (
		<button type="button" className="why" onClick={onOpen}>
			{strong === true ? <b>{money(minor)}</b> : money(minor)}
		</button>
	)
}

function Chance({ row, onOpen }: { readonly row: FrontierRow; readonly onOpen: () => void }): ReactNode {
	if (row.chance === null) return <span className="t3">—</span>
	return (
		<button type="button" className="why t2" onClick={onOpen}>
			{row.chance.hundredths} %
		</button>
	)
}

function Next({ row, onOpen }: { readonly row: FrontierRow; readonly onOpen: () => void }): ReactNode {
	if (row.section === 'stopped') return <span className="t3">—</span>
	return <Why minor={row.recoverableMinor} onOpen={onOpen} strong />
}

function Act({ row, actOf, onAct, busy, selected }: Props & { readonly row: FrontierRow }): ReactNode {
	const word = actOf(row)
	if (word === null) return null
	const main = row.account === selected && row.status === 'none'
	return (
		<Button
			kind={main ? 'go' : 'plain'}
			busy={busy && row.account === selected}
			onPress={() => onAct(row)}
			{...(row.account === selected ? { keys: 'Enter', bind: false } : {})}
		>
			{word}
		</Button>
	)
}

/** The last line: everything that is not on an account, and that all of it equals the loss reported. */
function Sums({ trace: { totals, report } }: { readonly trace: Trace }) {
	const t = useWords()
	const also = [
		['unplaced', totals.unplacedMinor],
		['beyond', totals.beyondMinor],
		['returned', totals.returnedMinor],
	] as const
	const equal = totals.sumMinor === report.lossMinor
	return (
		<div className="ft-sums">
			{also.map(([key, minor]) =>
				minor === 0 ? null : (
					<div key={key} className="row">
						<span>{t(`funds.trace.also.${key}`)}</span>
						<span className="sp" />
						<b>{money(minor)}</b>
					</div>
				),
			)}
			<div className="row wrap">
				<b>{t('funds.trace.sum')}</b>
				<span className={equal ? 't3' : 'warn'}>
					{equal ? t('funds.trace.sum.equal') : t('funds.trace.sum.differs', { loss: money(report.lossMinor) })}
				</span>
				<b>{money(totals.sumMinor)}</b>
				<span className="sp" />
				<span className="t2">
					{t('funds.trace.sum.of', { held: money(totals.heldMinor), next: money(totals.recoverableMinor) })}
				</span>
				<b>{money(totals.heldMinor + totals.recoverableMinor)}</b>
			</div>
		</div>
	)
}
