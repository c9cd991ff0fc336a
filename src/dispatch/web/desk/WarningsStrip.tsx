import { Link } from 'wouter'
import { listWarnings, type WarningRow } from '#warnings/contract.ts'
import { useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Timer } from '#kernel/web/parts/Tide.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'

const most = 3

/** DS144. Warnings that wait for a second person, then those in force, each with its clock; nothing while there is none. */
export function WarningsStrip() {
	const t = useWords()
	const may = useMay()
	const view = useView(
		listWarnings,
		{ section: 'open' },
		{ enabled: may?.has(listWarnings.name) === true, keep: true, topics: ['warnings.warning.'], every: 30_000 },
	)
	const rows = view.output?.rows ?? []
	if (rows.length === 0) return null
	return (
		<nav className="desk-warnings" aria-label={t('warnings.title')}>
			{rows.slice(0, most).map((row) => (
				<One key={row.id} row={row} />
			))}
			{rows.length > most ? (
				<Link href="/warning-desk">{t('dispatch.desk.warnings.more', { n: rows.length - most })}</Link>
			) : null}
		</nav>
	)
}

function One({ row }: { readonly row: WarningRow }) {
	const t = useWords()
	const language = useLanguage()
	const proposed = row.state === 'proposed'
	const from = Date.parse(proposed ? row.proposedAt : (row.issuedAt ?? row.proposedAt))
	const due = Date.parse(proposed ? row.answerDueAt : row.until)
	return (
		<Link href={`/warning-desk/${row.id}`} className="desk-warning" title={row[language].headline}>
			<b className={proposed ? 'warn' : undefined}>{t(`warnings.state.${row.state}`)}</b>
			<Timer deadline={{ from, due }} what={t(proposed ? 'warnings.left' : 'warnings.until')} />
			<span className="el">{row[language].headline}</span>
		</Link>
	)
}
