import { useNow } from '#kernel/web/clock.ts'
import { Timer } from '#kernel/web/parts/Tide.tsx'
import { hasWord, useWords } from '#kernel/web/words.ts'
import type { HandOverRow } from '../../contract/hand-over.ts'

/** The kind of matter and its number. */
export function What({ row }: { readonly row: Pick<HandOverRow, 'matter'> }) {
	const t = useWords()
	const { kind, number } = row.matter
	const named = hasWord(`command.matter.${kind}`) ? t(`command.matter.${kind}`) : t('command.matter.other')
	return (
		<>
			{named} {number === null ? null : <b className="num">{number}</b>}
		</>
	)
}

/** The time to answer; once it has come up, the time it waits for a decision; at the end how long it took. */
export function Left({ row }: { readonly row: HandOverRow }) {
	const now = useNow()
	const from = Date.parse(row.offeredAt)
	const due = Date.parse(row.dueAt)
	if (row.state === 'offered') return <Timer deadline={{ from, due }} />
	if (row.state === 'raised') {
		const raised = Date.parse(row.raisedAt ?? row.dueAt)
		return <Timer deadline={{ from, due: Math.min(raised, now - 1) }} />
	}
	return <Timer deadline={{ from, due, met: Date.parse(row.endedAt ?? row.dueAt) }} />
}
