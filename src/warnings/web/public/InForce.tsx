import { useView } from '#kernel/web/client.ts'
import { Brand } from '#kernel/web/parts/Brand.tsx'
import { OtherLanguage } from '#kernel/web/parts/OtherLanguage.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { clockTime, dayWords } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { OpenWarning } from '../../contract/shapes.ts'
import { showBoard } from '../../contract/warning.ts'
import './in-force.css'

/** V21. The resident's page: what to do first, then why, where and until when. In both languages by one touch, without signing in. */
export function InForce() {
	const t = useWords()
	const board = useView(showBoard, {}, { every: 60_000 })
	document.title = t('warnings.public.title')
	return (
		<div className="in-force">
			<header>
				<Brand />
				<b>{t('warnings.public.title')}</b>
				<OtherLanguage />
			</header>
			<main>
				<Show view={board}>
					{({ rows, at }) => (
						<>
							<h1>
								{rows.length === 0 ? t('warnings.public.none') : t('warnings.public.some', { count: rows.length })}
							</h1>
							<p className="t2">{t('warnings.public.at', { time: clockTime(at, false) })}</p>
							{rows.map((row) => (
								<One key={row.identifier} row={row} />
							))}
						</>
					)}
				</Show>
			</main>
			<footer>
				<a href="/warnings/feed.atom">{t('warnings.public.feed')}</a>
				<span>{t('warnings.public.danger')}</span>
			</footer>
		</div>
	)
}

function One({ row }: { readonly row: OpenWarning }) {
	const t = useWords()
	const language = useLanguage()
	const words = row[language]
	const moment = (at: string) => `${dayWords(at, language)} ${clockTime(at, false)}`
	return (
		<article className={`force ${row.severity}`}>
			<p className="force-kind">
				{row.status === 'exercise' ? <b>{t('warnings.exercise')} · </b> : null}
				<b>{t(`warnings.severity.${row.severity}`)}</b> · {t(`warnings.kind.${row.kind}`)}
			</p>
			<h2>{words.headline}</h2>
			<p className="force-do">{words.instruction}</p>
			<p>{words.description}</p>
			<dl>
				<dt>{t('warnings.public.where')}</dt>
				<dd>{words.area}</dd>
				<dt>{t('warnings.public.until')}</dt>
				<dd>{moment(row.until)}</dd>
				<dt>{t('warnings.public.by')}</dt>
				<dd>
					{row.by[language]}, {moment(row.issuedAt)}
				</dd>
			</dl>
			<a href={`/warnings/${row.identifier}.xml`}>{t('warnings.public.file')}</a>
		</article>
	)
}
