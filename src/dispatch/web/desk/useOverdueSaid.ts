import { useEffect, useRef } from 'react'
import { useNow } from '#kernel/web/clock.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { IncidentRow } from '../../contract/shapes.ts'
import { isOver, shortNumber } from '../shared/deadline.ts'
import { useTerms } from '../shared/terms.ts'

/** Says once, by live region, that a deadline has passed; then it stands still in its row. */
export function useOverdueSaid(rows: readonly IncidentRow[]): void {
	const t = useWords()
	const terms = useTerms()
	const { say } = useNotices()
	const now = useNow()
	const known = useRef<Set<string> | null>(null)
	useEffect(() => {
		const late = rows.filter((row) => isOver(row.timer, now))
		const keys = late.map((row) => `${row.id} ${row.timer?.kind ?? ''}`)
		if (known.current === null) {
			known.current = new Set(keys)
			return
		}
		late.forEach((row, at) => {
			const key = keys[at] ?? ''
			if (known.current?.has(key) === true) return
			known.current?.add(key)
			say(
				t('dispatch.desk.overdueSaid', {
					number: shortNumber(row.number),
					type: terms.type(row.type),
					what: t(`dispatch.timer.${row.timer?.kind ?? 'dispatch'}`),
				}),
			)
		})
	}, [rows, now, say, t, terms])
}
