import { useLayoutEffect, useMemo, useRef, useState } from 'react'
import { clockTime, when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { ShownAccount } from '../../contract/trace-shapes.ts'
import type { Trace } from '../../contract/trace.ts'
import { isGone } from './look.ts'
import { useAccountName, usePictureMoney } from './naming.ts'
import { backPath, bandPath, barWidth, type Box, layTree, type TreeLink, type TreeNode } from './tree.ts'

/** Accounts drawn in one column; the others are one box, named and counted. */
const mostInColumn = 9
const victim = 'victim'
const restOf = (hop: number) => `rest-${hop}`

type Props = {
	readonly trace: Trace
	readonly selected: string | null
	readonly marked: ReadonlySet<string>
	readonly onSelect: (account: string) => void
}

/** F249. Money left to right by time, as wide as what of it is the victim's. */
export function Flow({ trace, selected, marked, onSelect }: Props) {
	const t = useWords()
	const box = useRef<HTMLDivElement>(null)
	const [width, setWidth] = useState(1100)
	useLayoutEffect(() => {
		const element = box.current
		if (element === null) return
		const watch = new ResizeObserver(() => setWidth(Math.max(760, element.clientWidth)))
		watch.observe(element)
		return () => watch.disconnect()
	}, [])
	const drawn = useMemo(() => drawnOf(trace), [trace])
	const tree = useMemo(
		() => layTree(drawn.nodes, drawn.links, { width, left: 112, right: 140, least: 250 }),
		[drawn, width],
	)
	const back = drawn.nodes.length > 0 && trace.transfers.length > 0
	return (
		<div className="ft-flow" ref={box}>
			<svg
				width={width}
				height={tree.height + 44}
				viewBox={`0 -6 ${width} ${tree.height + 44}`}
				role="group"
				aria-label={t('funds.trace.flow.says', { accounts: trace.accounts.length, transfers: trace.transfers.length })}
			>
				{tree.columns.map(({ column, x }) => (
					<Column key={column} x={x} column={column} height={tree.height} trace={trace} />
				))}
				{tree.bands.map((band) => (
					<path
						key={`${band.from} ${band.to}`}
						className={isGone(trace, band.to) ? 'band gone' : 'band'}
						d={bandPath(band)}
					/>
				))}
				{tree.back.map((band) => (
					<path key={`${band.from} ${band.to}`} className="back" d={backPath(band)} />
				))}
				{back
					? tree.boxes.map((one) => (
							<Node
								key={one.id}
								box={one}
								drawn={drawn}
								trace={trace}
								selected={selected === one.id}
								marked={marked.has(one.id) || (drawn.rest.get(one.id) ?? []).some((id) => marked.has(id))}
								onSelect={onSelect}
							/>
						))
					: null}
			</svg>
		</div>
	)
}

type Drawn = {
	readonly nodes: readonly TreeNode[]
	readonly links: readonly TreeLink[]
	readonly accounts: ReadonlyMap<string, ShownAccount>
	/** Accounts a box of the rest stands for. */
	readonly rest: ReadonlyMap<string, readonly string[]>
	readonly value: ReadonlyMap<string, number>
}

function drawnOf(trace: Trace): Drawn {
	const accounts = new Map(trace.accounts.map((account) => [account.id, account]))
	const came = new Map<string, number>()
	for (const { to, victimMinor } of trace.transfers) came.set(to, (came.get(to) ?? 0) + victimMinor)
	const stands = new Map<string, string>()
	const rest = new Map<string, readonly string[]>()
	for (const hop of new Set(trace.accounts.map((account) => account.hop))) {
		const own = trace.accounts
			.filter((account) => account.hop === hop)
			.toSorted((a, b) => (came.get(b.id) ?? 0) - (came.get(a.id) ?? 0) || (a.id < b.id ? -1 : 1))
		const few = own.length <= mostInColumn + 1 ? own : own.slice(0, mostInColumn)
		for (const { id } of few) stands.set(id, id)
		for (const { id } of own.slice(few.length)) stands.set(id, restOf(hop))
		if (few.length < own.length)
			rest.set(
				restOf(hop),
				own.slice(few.length).map(({ id }) => id),
			)
	}
	const links = new Map<string, TreeLink & { value: number }>()
	for (const transfer of trace.transfers) {
		const from = transfer.from === null ? victim : (stands.get(transfer.from) ?? victim)
		const to = stands.get(transfer.to)
		if (to === undefined || from === to) continue
		const known = links.get(`${from} ${to}`) ?? { from, to, value: 0 }
		links.set(`${from} ${to}`, { ...known, value: known.value + transfer.victimMinor })
	}
	return { ...boxesOf(trace, { accounts, came, stands, rest }), links: [...links.values()], accounts, rest }
}

function boxesOf(
	trace: Trace,
	{
		accounts,
		came,
		stands,
		rest,
	}: Pick<Drawn, 'accounts' | 'rest'> & {
		readonly came: ReadonlyMap<string, number>
		readonly stands: ReadonlyMap<string, string>
	},
) {
	const value = new Map<string, number>()
	const add = (id: string, minor: number): void => void value.set(id, (value.get(id) ?? 0) + minor)
	for (const { id } of trace.accounts) add(stands.get(id) ?? id, came.get(id) ?? 0)
	for (const { from, victimMinor } of trace.transfers) if (from === null) add(victim, victimMinor)
	const time = (id: string): number => Date.parse(accounts.get(id)?.firstAt ?? '9999-01-01T00:00:00Z')
	const columnOf = (id: string): number => accounts.get(id)?.hop ?? Number(id.replace('rest-', ''))
	const nodes = [...value.keys()].map((id) => ({
		id,
		column: id === victim ? 0 : columnOf(id),
		value: value.get(id) ?? 0,
		time: rest.has(id) ? Number.MAX_SAFE_INTEGER : time(id),
	}))
	return { nodes, value }
}

function Column({
	x,
	column,
	height,
	trace,
}: {
	readonly x: number
	readonly column: number
	readonly height: number
	readonly trace: Trace
}) {
	const t = useWords()
	const times = trace.transfers
		.filter((one) => (column === 0 ? one.from === null : one.hop === column))
		.map(({ at }) => at)
	const first = times[0]
	const last = times.at(-1)
	const says = column === 0 ? 'funds.trace.column.span' : 'funds.trace.column.from'
	return (
		<>
			<path d={`M${x + barWidth / 2} 0V${height + 4}`} className="col" />
			<text x={x} y={height + 18} className="tk">
				{first === undefined ? '' : t(says, { from: clockTime(first, false), until: clockTime(last ?? first, false) })}
			</text>
			<text x={x} y={height + 34} className="ts">
				{column === 0 ? t('funds.trace.column.victim') : t('funds.trace.column.hop', { hop: column })}
			</text>
		</>
	)
}

type NodeProps = {
	readonly box: Box
	readonly drawn: Drawn
	readonly trace: Trace
	readonly selected: boolean
	readonly marked: boolean
	readonly onSelect: (account: string) => void
}

function Node({ box, drawn, trace, selected, marked, onSelect }: NodeProps) {
	const t = useWords()
	const name = useAccountName()
	const amount = usePictureMoney()
	const account = drawn.accounts.get(box.id)
	const value = amount(drawn.value.get(box.id) ?? 0)
	const middle = box.y + box.height / 2
	if (box.id === victim)
		return (
			<>
				<rect x={box.x} y={box.y} width={barWidth} height={box.height} className="node victim" />
				<text x={box.x - 8} y={middle - 8} className="tt end">
					{t('funds.trace.victim')}
				</text>
				<text x={box.x - 8} y={middle + 8} className="tt end">
					{value}
				</text>
				<text x={box.x - 8} y={middle + 24} className="ts end">
					{t('funds.trace.payments-short', { count: trace.report.payments })}
				</text>
			</>
		)
	const label =
		account === undefined ? t('funds.trace.others', { count: drawn.rest.get(box.id)?.length ?? 0 }) : name(account)
	const pick = account === undefined ? undefined : () => onSelect(account.id)
	return (
		<g
			className={pick === undefined ? undefined : 'pick'}
			role={pick === undefined ? undefined : 'button'}
			tabIndex={pick === undefined ? undefined : -1}
			onClick={pick}
		>
			<rect
				x={box.x}
				y={box.y}
				width={barWidth}
				height={box.height}
				className={`node${account !== undefined && isGone(trace, account.id) ? ' gone' : ''}${selected ? ' sel' : ''}${marked ? ' mark' : ''}`}
			/>
			<text x={box.x + 20} y={middle - 10} className="tt">
				{label}
			</text>
			<text x={box.x + 20} y={middle + 6} className="tt">
				{value}
			</text>
			{account === undefined ? null : <State x={box.x + 20} y={middle + 22} account={account} trace={trace} />}
		</g>
	)
}

/** The third line: held with its lock, what is left with its triangle, or where it went. */
function State({
	x,
	y,
	account,
	trace,
}: {
	readonly x: number
	readonly y: number
	readonly account: ShownAccount
	readonly trace: Trace
}) {
	const t = useWords()
	const amount = usePictureMoney()
	const row = trace.frontier.find((one) => one.account === account.id)
	if (row?.section === 'stopped')
		return (
			<>
				<path className="lock" d={`M${x} ${y - 6}h10v7h-10zM${x + 2} ${y - 6}v-2a3 3 0 016 0v2`} />
				<text x={x + 16} y={y} className="ts">
					{t(`funds.trace.now.${row.status}`, { amount: amount(row.measure?.heldMinor ?? row.estimateMinor) })}
				</text>
			</>
		)
	if (row?.section === 'act')
		return (
			<>
				<path className="left" d={`M${x + 5} ${y - 10}l6 11h-12z`} />
				<text x={x + 16} y={y} className="ts">
					{t('funds.trace.now.left', { amount: amount(account.estimateMinor) })}
				</text>
			</>
		)
	const where =
		account.kind === 'cash' && account.firstAt !== null ? when(account.firstAt) : t(`funds.trace.end.${account.end}`)
	return (
		<text x={x} y={y} className="ts">
			{where}
		</text>
	)
}
