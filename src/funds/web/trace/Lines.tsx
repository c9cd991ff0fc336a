import { clockTime, money } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { ShownAccount } from '../../contract/trace-shapes.ts'
import type { Trace } from '../../contract/trace.ts'
import { useAccountName } from './naming.ts'

const [width, height] = [560, 36]

/** F250. A line for each account: what stands there over time, and filled what of it is the victim's. One clock for all. */
export function Lines(props: {
	readonly trace: Trace
	readonly selected: string | null
	readonly marked: ReadonlySet<string>
	readonly onSelect: (id: string) => void
}) {
	const t = useWords()
	const accounts = props.trace.accounts.filter(({ line }) => line.length > 0)
	const times = props.trace.transfers.map(({ at }) => Date.parse(at))
	const from = Math.min(...times)
	const until = Math.max(...times, from + 60_000)
	return (
		<div className="ft-lines">
			<div className="ft-line t3 sm">
				<span>{t('funds.trace.lines.account')}</span>
				<span className="row">
					{clockTime(from, false)}
					<span className="sp" />
					{clockTime(until, false)}
				</span>
				<span className="r">{t('funds.trace.lines.now')}</span>
			</div>
			{accounts.map((account) => (
				<Line key={account.id} account={account} from={from} until={until} {...props} />
			))}
			{accounts.length < props.trace.accounts.length ? (
				<p className="shown">
					{t('funds.trace.lines.shown', { shown: accounts.length, of: props.trace.accounts.length })}
				</p>
			) : null}
		</div>
	)
}

type LineProps = {
	readonly account: ShownAccount
	readonly from: number
	readonly until: number
	readonly selected: string | null
	readonly marked: ReadonlySet<string>
	readonly onSelect: (id: string) => void
}

function Line({ account, from, until, selected, marked, onSelect }: LineProps) {
	const name = useAccountName()
	return (
		<button
			type="button"
			className={marked.has(account.id) ? 'ft-line mark' : 'ft-line'}
			aria-pressed={selected === account.id}
			onClick={() => onSelect(account.id)}
		>
			<span className="el">
				<b>{name(account)}</b>
			</span>
			<BalanceLine line={account.line} from={from} until={until} />
			<span className="r">{money(account.estimateMinor)}</span>
		</button>
	)
}

/** Steps of a balance; what of it is the victim's is filled. Decoration: the table beside it says every figure. */
export function BalanceLine(props: {
	readonly line: ShownAccount['line']
	readonly from: number
	readonly until: number
}) {
	const { line, from, until } = props
	const most = Math.max(1, ...line.map(([, balance, victim]) => Math.max(balance, victim)))
	const x = (at: number): number => Math.max(0, Math.min(width, ((at - from) / (until - from)) * width))
	const y = (minor: number): number => height - 2 - (Math.max(0, minor) / most) * (height - 6)
	const steps = (value: (point: ShownAccount['line'][number]) => number): string => {
		let path = ''
		for (const point of line) {
			const at = x(Date.parse(point[0])).toFixed(1)
			path += path === '' ? `M${at} ${y(0)}` : `H${at}`
			path += `V${y(value(point)).toFixed(1)}`
		}
		return `${path}H${width}`
	}
	const victim = steps((point) => point[2])
	return (
		<svg viewBox={`0 0 ${width} ${height}`} preserveAspectRatio="none" aria-hidden="true" className="ft-balance">
			<path d={`${victim}V${y(0)}Z`} className="area" />
			<path d={steps((point) => point[1])} className="line" vectorEffect="non-scaling-stroke" />
		</svg>
	)
}
