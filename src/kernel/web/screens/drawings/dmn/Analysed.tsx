import type { AnalysisShape } from '../../../../matters/contract/drawing-shapes.ts'
import { Icon } from '../../../parts/Icon.tsx'
import { useWords } from '../../../words.ts'

/** T19. What one table leaves open, decides twice, and holds in vain; each with a case that shows it. */
export function Analysed({ analysis }: { readonly analysis: AnalysisShape }) {
	const t = useWords()
	const { decision, gaps, overlaps, never, notAnalysed, finished } = analysis
	const clean = gaps.length + overlaps.length + never.length === 0
	return (
		<div className="pad col analysed">
			{decision === '' ? null : <h4>{decision}</h4>}
			{clean ? (
				<p className="good">
					<Icon name="tick" /> {t('drawings.analysis.clean')}
				</p>
			) : null}
			<Kind
				title={t('drawings.gaps', { count: gaps.length })}
				hint={t('drawings.gaps.hint')}
				lines={gaps.map((gap) => caseOf(gap.example))}
			/>
			<Kind
				title={t('drawings.overlaps', { count: overlaps.length })}
				hint={t('drawings.overlaps.hint')}
				lines={overlaps.map(
					({ rows, region }) => `${t('drawings.rows', { rows: rows.join(', ') })}: ${caseOf(region.example)}`,
				)}
			/>
			<Kind
				title={t('drawings.never', { count: never.length })}
				hint={t('drawings.never.hint')}
				lines={never.map(({ row, because }) => t('drawings.never.because', { row, rows: because.join(', ') }))}
			/>
			<Kind
				title={t('drawings.not-analysed', { count: notAnalysed.length })}
				hint={t('drawings.not-analysed.hint')}
				lines={notAnalysed.map(
					({ row, column, cell }) => `${row === null ? '' : `${t('drawings.rows', { rows: row })} `}${column}: ${cell}`,
				)}
			/>
			{finished ? null : <p className="warn">{t('drawings.analysis.stopped')}</p>}
		</div>
	)
}

/** At most so many are listed; the count says how many there are. */
const most = 12

function Kind({
	title,
	hint,
	lines,
}: {
	readonly title: string
	readonly hint: string
	readonly lines: readonly string[]
}) {
	if (lines.length === 0) return null
	return (
		<div>
			<b>{title}</b> <span className="t3">{hint}</span>
			<ul className="cases">
				{lines.slice(0, most).map((line, at) => (
					// biome-ignore lint: cases may read alike
					<li key={`${at}`} className="mono">
						{line}
					</li>
				))}
			</ul>
		</div>
	)
}

function caseOf(example: Readonly<Record<string, unknown>>): string {
	return Object.entries(example)
		.map(([name, value]) => `${name} ${typeof value === 'string' ? value : JSON.stringify(value)}`)
		.join(', ')
}
