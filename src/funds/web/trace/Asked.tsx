import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { traceRule } from '../../contract/trace-shapes.ts'
import type { Look } from './look.ts'

const least = [1, 100_000, 1_000_000, 5_000_000, 10_000_000] as const
const perHop = [10, 50, 200, 500] as const
const hops = [1, 2, 3, 4, 5, 6, 7, 8] as const

/** How the way is asked for: how deep, from what amount, how many of an account, by which rule. */
export function Asked({ look, onLook }: { readonly look: Look; readonly onLook: (look: Look) => void }) {
	const t = useWords()
	const number = (key: string, value: number, choices: readonly number[], set: (n: number) => void) => (
		<Select
			label={t(`funds.trace.asked.${key}`)}
			value={String(value)}
			choices={choices.map((n) => ({
				value: String(n),
				label: key === 'least' ? (n === 1 ? t('funds.trace.asked.any') : (n / 100).toLocaleString('en-US')) : String(n),
			}))}
			onChange={(chosen) => set(Number(chosen))}
		/>
	)
	return (
		<div className="ft-asked">
			{number('hops', look.hops, hops, (n) => onLook({ ...look, hops: n }))}
			{number('least', look.leastMinor, least, (n) => onLook({ ...look, leastMinor: n }))}
			{number('per-hop', look.perHop, perHop, (n) => onLook({ ...look, perHop: n }))}
			<Select
				label={t('funds.trace.asked.rule')}
				value={look.rule}
				choices={traceRule.options.map((rule) => ({ value: rule, label: t(`funds.trace.rule.${rule}`) }))}
				onChange={(rule) => onLook({ ...look, rule })}
			/>
		</div>
	)
}
