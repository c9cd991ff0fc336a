import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { Brand } from '#kernel/web/parts/Brand.tsx'
import { OtherLanguage } from '#kernel/web/parts/OtherLanguage.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { dayWords } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { listNotices } from '../../contract/return-views.ts'
import { amountText } from '../../contract/decimal.ts'
import './public-notices.css'

type Notice = z.output<typeof listNotices.output>['rows'][number]

/** F292, F322. What is to be given back, for anybody: sums and the ends of numbers, no name; how to object, until when. */
export function PublicNotices() {
	const t = useWords()
	const view = useView(listNotices, {}, { every: 60_000 })
	document.title = t('funds.notices.title')
	return (
		<div className="notices-public">
			<header>
				<Brand />
				<b>{t('funds.notices.title')}</b>
				<OtherLanguage />
			</header>
			<main>
				<Show view={view}>
					{({ rows }) => (
						<>
							<h1>{rows.length === 0 ? t('funds.notices.none') : t('funds.notices.some', { count: rows.length })}</h1>
							<p>{t('funds.notices.how')}</p>
							{rows.map((row) => (
								<One key={row.number} row={row} />
							))}
						</>
					)}
				</Show>
			</main>
			<footer>{t('funds.notices.free')}</footer>
		</div>
	)
}

function One({ row }: { readonly row: Notice }) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const amount = (minor: number) => `${row.currency} ${amountText(minor, row.currency)}`
	// The end of a day is the moment the next begins: the notice's last day is the one before.
	const last = new Date(Date.parse(row.until) - 1).toISOString()
	return (
		<article>
			<h2>{t('funds.notices.until', { day: dayWords(last, language) })}</h2>
			<dl>
				<dt>{t('funds.notices.number')}</dt>
				<dd className="mono">{row.number}</dd>
				<dt>{t('funds.notices.by')}</dt>
				<dd>{say(row.agency)}</dd>
				<dt>{t('funds.notices.given')}</dt>
				<dd>
					<b>{amount(row.givenMinor)}</b> {t('funds.notices.of', { frozen: amount(row.frozenMinor) })}
				</dd>
				<dt>{t('funds.notices.victims')}</dt>
				<dd>{row.victims}</dd>
				<dt>{t('funds.notices.accounts')}</dt>
				<dd>
					{row.accounts.map((one) => (
						<span key={`${one.bank} ${one.tail}`} className="notices-account">
							{one.bank} …{one.tail}
						</span>
					))}
				</dd>
				<dt>{t('funds.notices.from')}</dt>
				<dd>{dayWords(row.from, language)}</dd>
			</dl>
		</article>
	)
}
