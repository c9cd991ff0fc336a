import { useMemo } from 'react'
import { money } from '#kernel/web/times.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { ShownAccount } from '../../contract/trace-shapes.ts'
import type { Trace } from '../../contract/trace.ts'
import { type Chart, type ChartLink, layChart, mostDrawn } from './chart.ts'
import { foldCycles, foldPassing } from './fold.ts'
import { isGone, type Look } from './look.ts'
import { useAccountName } from './naming.ts'

type Props = {
	readonly trace: Trace
	readonly look: Look
	readonly onLook: (look: Look) => void
	readonly selected: string | null
	readonly marked: ReadonlySet<string>
	readonly onSelect: (account: string) => void
}

const victim = 'victim'
const ring = 120

/** F249. The link chart: rings by hop, what only hands money on and what goes round folded when asked; at most 1,500 accounts. */
export function Links({ trace, look, onLook, selected, marked, onSelect }: Props) {
	const t = useWords()
	const { chart, rounds, folded, all } = useMemo(
		() => chartOf(trace, look, selected, marked),
		[trace, look, selected, marked],
	)
	const places = useMemo(() => layChart(chart, ring), [chart])
	const far = ring * (Math.max(1, ...chart.nodes.map(({ hop }) => hop)) + 0.4)
	const at = new Map(places.map((place) => [place.id, place]))
	return (
		<div className="ft-links">
			<div className="row wrap pad">
				<Chips
					label={t('funds.trace.fold')}
					values={[...(look.passing ? ['passing' as const] : []), ...(look.cycles ? ['cycles' as const] : [])]}
					onChange={(which) => onLook({ ...look, [which]: !look[which] })}
					chips={[
						{ value: 'passing' as const, label: t('funds.trace.fold.passing'), keys: 'O' },
						{ value: 'cycles' as const, label: t('funds.trace.fold.cycles'), keys: 'C' },
					]}
				/>
				<span className="sm t3">
					{t('funds.trace.links.shown', { shown: chart.nodes.length - 1, of: all, folded })}
				</span>
			</div>
			<svg
				viewBox={`${-far} ${-far} ${2 * far} ${2 * far}`}
				role="img"
				aria-label={t('funds.trace.links.says', { accounts: all })}
			>
				{Array.from({ length: Math.floor(far / ring) }, (_, n) => (
					<circle key={n} r={ring * (n + 1)} className="ring" />
				))}
				{chart.links.map((link) => (
					<Line key={`${link.from} ${link.to}`} link={link} at={at} gone={isGone(trace, link.to)} />
				))}
				{places.map((place) => (
					<Dot
						key={place.id}
						{...{ place, trace, rounds, onSelect }}
						names={places.length <= 90}
						selected={place.id === selected}
						marked={[place.id, ...(rounds.get(place.id) ?? [])].some((id) => marked.has(id))}
					/>
				))}
			</svg>
		</div>
	)
}

function chartOf(trace: Trace, look: Look, selected: string | null, marked: ReadonlySet<string>) {
	const accounts = trace.accounts.slice(0, mostDrawn)
	const known = new Set([victim, ...accounts.map(({ id }) => id)])
	const links = new Map<string, ChartLink>()
	for (const { from, to, victimMinor, minor } of trace.transfers) {
		const source = from ?? victim
		if (!known.has(source) || !known.has(to)) continue
		const old = links.get(`${source} ${to}`)
		const sum = (old?.minor ?? 0) + (trace.transfers.length > 0 && victimMinor > 0 ? victimMinor : minor)
		links.set(`${source} ${to}`, { from: source, to, minor: sum, transfers: (old?.transfers ?? 0) + 1, via: [] })
	}
	const came = new Map<string, number>()
	for (const { to, minor } of links.values()) came.set(to, (came.get(to) ?? 0) + minor)
	const chart: Chart = {
		nodes: [
			{ id: victim, hop: 0, minor: trace.report.lossMinor },
			...accounts.map(({ id, hop }) => ({ id, hop, minor: came.get(id) ?? 0 })),
		],
		links: [...links.values()],
	}
	const round = look.cycles ? foldCycles(chart) : { chart, rounds: new Map<string, readonly string[]>() }
	const kept = (id: string): boolean => id === victim || id === selected || marked.has(id) || round.rounds.has(id)
	const whole = look.passing ? foldPassing(round.chart, (id) => !kept(id)) : round.chart
	return {
		chart: whole,
		rounds: round.rounds,
		all: trace.accounts.length,
		folded: accounts.length - (whole.nodes.length - 1),
	}
}

type At = ReadonlyMap<string, { readonly x: number; readonly y: number; readonly r: number }>

function Line({ link, at, gone }: { readonly link: ChartLink; readonly at: At; readonly gone: boolean }) {
	const t = useWords()
	const [a, b] = [at.get(link.from), at.get(link.to)]
	if (a === undefined || b === undefined) return null
	const thick = 1 + Math.min(5, Math.log10(Math.max(1, link.minor / 100_000)) + 1)
	const via = link.via.length
	return (
		<g className={gone ? 'link gone' : 'link'}>
			<path d={`M${a.x} ${a.y}L${b.x} ${b.y}`} strokeWidth={thick} strokeDasharray={via === 0 ? undefined : '6 4'}>
				<title>
					{money(link.minor)} · {t('funds.trace.transfers', { count: link.transfers })}
				</title>
			</path>
			{via === 0 ? null : (
				<text x={(a.x + b.x) / 2} y={(a.y + b.y) / 2 - 4} className="tk mid">
					{t('funds.trace.links.via', { count: via })}
				</text>
			)}
		</g>
	)
}

type DotProps = {
	readonly place: { readonly id: string; readonly x: number; readonly y: number; readonly r: number }
	readonly trace: Trace
	readonly rounds: ReadonlyMap<string, readonly string[]>
	readonly names: boolean
	readonly selected: boolean
	readonly marked: boolean
	readonly onSelect: (account: string) => void
}

function Dot({ place, trace, rounds, names, selected, marked, onSelect }: DotProps) {
	const t = useWords()
	const name = useAccountName()
	const account: ShownAccount | undefined = trace.accounts.find(({ id }) => id === place.id)
	const round = rounds.get(place.id)
	const label =
		account === undefined
			? t('funds.trace.victim')
			: round === undefined
				? name(account)
				: t('funds.trace.links.round', { count: round.length })
	const held = trace.frontier.some((row) => row.account === place.id && row.section === 'stopped')
	const kind = account === undefined ? ' victim' : isGone(trace, place.id) ? ' gone' : held ? ' held' : ''
	return (
		<g
			className={account === undefined ? 'dot' : 'dot pick'}
			onClick={account === undefined ? undefined : () => onSelect(account.id)}
		>
			<title>{label}</title>
			{round === undefined ? (
				<circle
					cx={place.x}
					cy={place.y}
					r={place.r}
					className={`node${kind}${selected ? ' sel' : ''}${marked ? ' mark' : ''}`}
				/>
			) : (
				<rect
					x={place.x - place.r}
					y={place.y - place.r}
					width={2 * place.r}
					height={2 * place.r}
					className={`node${kind}${selected ? ' sel' : ''}${marked ? ' mark' : ''}`}
				/>
			)}
			{names ? (
				<text x={place.x} y={place.y + place.r + 13} className="ts mid">
					{label}
				</text>
			) : null}
		</g>
	)
}
