import './ways.css'
import { useContext } from 'react'
import { Link, useSearch } from 'wouter'
import { ScreensContext } from '#kernel/web/opening.ts'
import { useWords } from '#kernel/web/words.ts'
import { type WayKey, waysOf } from './ways.ts'

/** The report a list is asked for alone (`?report=`); undefined: all of them. */
export function useOnlyReport(): string | undefined {
	return new URLSearchParams(useSearch()).get('report') ?? undefined
}

/** A path of the same screen that keeps the report it is asked for. */
export const keeping = (path: string, report: string | undefined): string =>
	report === undefined ? path : `${path}?report=${report}`

/** F259. One row that leads from each screen of a report to its others, as far as the post may open them. */
export function Ways(props: { readonly report: string; readonly here: WayKey; readonly list?: true }) {
	const t = useWords()
	const { report, here } = props
	// Beside a list of this report alone the row stands above the list; with room for one column it stands in each.
	const beside = useOnlyReport() !== undefined && props.list !== true
	const ways = waysOf(useContext(ScreensContext), report)
	if (ways.every(({ key }) => key === here)) return null
	return (
		<nav className={beside ? 'fw-ways beside' : 'fw-ways'} aria-label={t('funds.ways')}>
			{ways.map(({ key, path }) => (
				<Link key={key} href={path} aria-current={key === here ? 'page' : undefined}>
					{t(`funds.ways.${key.slice('funds.'.length)}`)}
				</Link>
			))}
		</nav>
	)
}

/** Above a list of one report: that it is of one, and the way back to all. */
export function OnlyReport({ here, all }: { readonly here: WayKey; readonly all: string }) {
	const t = useWords()
	const report = useOnlyReport()
	if (report === undefined) return null
	return (
		<>
			<p className="fw-only">
				{t('funds.ways.only')} <Link href={all}>{t('funds.ways.all')}</Link>
			</p>
			<Ways report={report} here={here} list />
		</>
	)
}
