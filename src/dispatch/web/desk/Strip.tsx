import type { z } from 'zod'
import { ShareBar } from '#kernel/web/parts/Tide.tsx'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { useWhy } from '#kernel/web/why.tsx'
import type { measure } from '../../contract/desk.ts'

type Measure = z.output<typeof measure>

/** The five numbers of the head, each against its target; each opens into the rule it rests on. */
export function Strip({ measures }: { readonly measures: readonly Measure[] }) {
	return (
		<div className="strip">
			{measures.map((each) => (
				<One key={each.key} measure={each} />
			))}
		</div>
	)
}

/** Good is low for times, high for units. The last fifth before the target counts as near. */
export function toneOf(measure: Pick<Measure, 'key' | 'value' | 'target'>): 'ok' | 'warn' | 'breach' {
	if (measure.value === null) return 'ok'
	if (measure.key === 'available')
		return measure.value < measure.target ? 'breach' : measure.value === measure.target ? 'warn' : 'ok'
	if (measure.value > measure.target) return 'breach'
	return measure.value > measure.target * 0.9 ? 'warn' : 'ok'
}

function One({ measure }: { readonly measure: Measure }) {
	const t = useWords()
	const language = useLanguage()
	const why = useWhy()
	const tone = toneOf(measure)
	const counted = measure.key === 'available'
	const figure = (n: number) =>
		counted ? String(n) : n < 60 ? t('dispatch.seconds', { n: Math.round(n) }) : span(n * 1000, language)
	const value = measure.value === null ? '—' : figure(measure.value)
	const of = measure.of ?? 0
	const bar = counted
		? { used: measure.value ?? 0, of, target: measure.target }
		: { used: measure.value ?? 0, of: measure.target * 1.6, target: measure.target }
	return (
		<div className="kp">
			<h3>{t(`dispatch.measure.${measure.key}`)}</h3>
			<div className="row">
				<button
					type="button"
					className={`why big-figure ${tone === 'ok' ? '' : tone}`}
					title={t('dispatch.measure.from', { n: measure.n })}
					onClick={() => why.rule(measure.rule)}
				>
					{counted ? `${value} / ${of}` : value}
				</button>
				<span className="t3 sm el">
					{t(`dispatch.measure.target.${measure.key}`, { target: figure(measure.target) })}
				</span>
			</div>
			<ShareBar {...bar} state={tone} />
		</div>
	)
}
