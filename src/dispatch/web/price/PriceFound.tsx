import { useState } from 'react'
import type { PriceMeasured, PriceResult, PriceRun } from '../../contract/price.ts'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { count, day, span } from '#kernel/web/times.ts'
import { type Translate, useLanguage, useSay, useWords } from '#kernel/web/words.ts'

const measures = ['mean', 'p90', 'weighted', 'late', 'uncovered', 'moves', 'waited', 'short', 'never'] as const
type Measure = (typeof measures)[number]

const readings: Readonly<Record<Measure, (of: PriceMeasured) => number | null>> = {
	mean: (of) => of.meanSeconds,
	p90: (of) => of.p90Seconds,
	weighted: (of) => of.weightedSeconds,
	late: (of) => of.lateShare,
	uncovered: (of) => of.uncoveredMinutes,
	moves: (of) => of.moves ?? null,
	waited: (of) => of.waited,
	short: (of) => of.short,
	never: (of) => of.never,
}

/** D264, D265. Every policy with every number; by area with the number chosen; how it was reached. */
export function PriceFound({ result, sha256 }: { readonly result: PriceResult; readonly sha256: string }) {
	const t = useWords()
	return (
		<>
			<Whole result={result} />
			<Areas result={result} />
			<Section title={t('dispatch.price.how')} />
			<How result={result} sha256={sha256} />
		</>
	)
}

const nameOf = (t: Translate, { plan, policy }: PriceRun) =>
	t('dispatch.price.run', { plan: t(`dispatch.price.plan.${plan}`), policy: t(`dispatch.price.policy.${policy}`) })

function useReading(): (measure: Measure, value: number | null) => string {
	const t = useWords()
	const language = useLanguage()
	return (measure, value) => {
		if (value === null) return '—'
		if (measure === 'late') return `${(value * 100).toFixed(1)} %`
		if (measure === 'uncovered') return t('dispatch.price.minutes', { count: value })
		return measure === 'mean' || measure === 'p90' || measure === 'weighted'
			? span(value * 1000, language)
			: count(value)
	}
}

/** What stands now is the first row; the others say by how much they differ from it. */
function Whole({ result }: { readonly result: PriceResult }) {
	const t = useWords()
	const reading = useReading()
	const [first] = result.runs
	return (
		<div className="price-table" role="region" aria-label={t('dispatch.price.whole')} tabIndex={0}>
			<table aria-label={t('dispatch.price.whole')}>
				<thead>
					<tr>
						<th>{t('dispatch.price.col.run')}</th>
						{measures.map((measure) => (
							<th key={measure} className="r" title={t(`dispatch.price.what.${measure}`)}>
								{t(`dispatch.price.col.${measure}`)}
							</th>
						))}
					</tr>
				</thead>
				<tbody>
					{result.runs.map((run) => (
						<tr key={`${run.plan} ${run.policy}`}>
							<td>{nameOf(t, run)}</td>
							{measures.map((measure) => {
								const value = readings[measure](run.all)
								const was = first === undefined ? null : readings[measure](first.all)
								return (
									<td key={measure} className="r">
										{reading(measure, value)}
										{run !== first && <Change value={value} was={was} />}
									</td>
								)
							})}
						</tr>
					))}
				</tbody>
			</table>
		</div>
	)
}

/** In parts of a hundred of what stands now: more is worse of every number here. */
function Change({ value, was }: { readonly value: number | null; readonly was: number | null }) {
	if (value === null || was === null || value === was) return null
	const percent = was === 0 ? null : Math.round(((value - was) / was) * 100)
	if (percent === 0) return null
	const words = percent === null ? '' : `${percent > 0 ? '+' : '−'}${Math.abs(percent)} %`
	return <div className={`xs ${value > was ? 'breach' : 'good'}`}>{words === '' ? '+' : words}</div>
}

function Areas({ result }: { readonly result: PriceResult }) {
	const t = useWords()
	const say = useSay()
	const reading = useReading()
	const [measure, setMeasure] = useState<Measure>('p90')
	const areas = result.runs[0]?.areas ?? []
	return (
		<>
			<Section title={t('dispatch.price.areas')} />
			<div className="pad">
				<Chips
					label={t('dispatch.price.measure')}
					value={measure}
					onChange={setMeasure}
					chips={measures.map((value) => ({ value, label: t(`dispatch.price.col.${value}`) }))}
				/>
				<p className="t2 sm">{t(`dispatch.price.what.${measure}`)}</p>
			</div>
			<div className="price-table" role="region" aria-label={t('dispatch.price.areas')} tabIndex={0}>
				<table aria-label={t('dispatch.price.areas')}>
					<thead>
						<tr>
							<th>{t('dispatch.price.col.area')}</th>
							<th className="r">{t('dispatch.price.col.incidents')}</th>
							{result.runs.map((run) => (
								<th key={`${run.plan} ${run.policy}`} className="r">
									{nameOf(t, run)}
								</th>
							))}
						</tr>
					</thead>
					<tbody>
						{areas.map((area, n) => (
							<tr key={area.area?.id ?? 'none'}>
								<td>{area.area === null ? t('dispatch.price.no-area') : say(area.area)}</td>
								<td className="r">{count(area.incidents)}</td>
								{result.runs.map((run) => {
									const here = run.areas[n]
									const value = here === undefined ? null : readings[measure](here)
									const was = readings[measure](area)
									return (
										<td key={`${run.plan} ${run.policy}`} className="r">
											{reading(measure, value)}
											<Change value={value} was={was} />
										</td>
									)
								})}
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</>
	)
}

function How({ result, sha256 }: { readonly result: PriceResult; readonly sha256: string }) {
	const t = useWords()
	const language = useLanguage()
	const { model } = result
	const share = (value: number) => `${(value * 100).toFixed(1)} %`
	const lines = [
		t('dispatch.price.how.met', {
			count: result.runs[0]?.all.incidents ?? 0,
			from: day(result.from),
			until: day(result.until),
			units: result.units,
		}),
		t('dispatch.price.how.stand'),
		t('dispatch.price.how.stay', { count: result.noStay }),
		...(result.noPoint === 0 ? [] : [t('dispatch.price.how.no-point', { count: result.noPoint })]),
		t('dispatch.price.how.cover', { time: span(result.coverSeconds * 1000, language) }),
		t('dispatch.price.how.policies'),
		model === null
			? t('dispatch.price.how.no-model')
			: t(`dispatch.price.how.model.${model.how}`, {
					busy: share(model.allBusy),
					inter: share(model.interArea),
					load: share(model.load),
					simulated: share(result.runs[0]?.load ?? 0),
				}),
		t('dispatch.price.how.one'),
	]
	return (
		<div className="pad">
			<ul className="price-how">
				{lines.map((line) => (
					<li key={line}>{line}</li>
				))}
			</ul>
			<p className="t3 sm">
				{t('dispatch.price.hash')} <span className="mono">{sha256.slice(0, 16)}…</span>
			</p>
		</div>
	)
}
