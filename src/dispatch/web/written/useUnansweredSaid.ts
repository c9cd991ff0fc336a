import { timerBreached } from '#kernel/matters/contract.ts'
import { useStream } from '#kernel/web/client.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { useWords } from '#kernel/web/words.ts'

const topics = [timerBreached]

/** D285. The desk is raised once when what a caller wrote was not answered in time. */
export function useUnansweredSaid(): void {
	const t = useWords()
	const { tell } = useNotices()
	useStream(topics, (event) => {
		if (event.body['kind'] === 'text_answer') tell({ kind: 'warn', title: t('dispatch.written.lateSaid'), stays: true })
	})
}
