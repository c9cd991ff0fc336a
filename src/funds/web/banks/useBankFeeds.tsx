import { useMemo } from 'react'
import { useView } from '#kernel/web/client.ts'
import { useFeeds } from '#kernel/web/page.tsx'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { type BankRow, listBanks } from '../../contract/bank.ts'

/** F157. A bank's machine that was heard within so long is in touch; an order that waits longer makes it slow. */
const inTouchMs = 120_000
const slowMs = 10_000

/** F157. In the foot: how many banks' machines are in touch, and which of them keeps an order waiting. */
export function useBankFeeds(): void {
	const t = useWords()
	const language = useLanguage()
	const banks = useView(listBanks, {}, { keep: true, topics: ['funds.order.', 'funds.answer.'], every: 10_000 })
	const output = banks.output
	const line = useMemo(() => {
		if (output === undefined) return null
		const now = Date.parse(output.at)
		const heard = output.rows.filter((row) => row.fetchedAt !== null && now - Date.parse(row.fetchedAt) < inTouchMs)
		if (heard.length === 0) return t('funds.feeds.none')
		const slow = heard
			.filter((row) => waited(row, now) > slowMs)
			.map((row) => t('funds.feeds.slow', { bank: row[language], time: span(waited(row, now), language) }))
		return [t('funds.feeds', { n: heard.length - slow.length }), ...slow].join(t('funds.feeds.and'))
	}, [output, t, language])
	useFeeds(line)
}

const waited = (row: BankRow, now: number) => (row.waitingSince === null ? 0 : now - Date.parse(row.waitingSince))
