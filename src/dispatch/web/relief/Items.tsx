import { useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { type Column, DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { ReliefLine } from '../../contract/relief.ts'

const groups = ['overdue', 'hour', 'rest'] as const
const hourMs = 3_600_000

/** D214. Overdue, due within the hour, the rest: by the server's time when the list was made. */
export function groupOf(line: Pick<ReliefLine, 'due'>, at: string): (typeof groups)[number] {
	if (line.due === null) return 'rest'
	const left = Date.parse(line.due) - Date.parse(at)
	return left < 0 ? 'overdue' : left <= hourMs ? 'hour' : 'rest'
}

const paths: Readonly<Record<string, (id: string) => string>> = {
	Call: (id) => `/intake?call=${id}`,
	Incident: (id) => `/incident/${id}`,
	Transfer: (id) => `/outside?call=${id}`,
}
const pathOf = ({ opens }: ReliefLine): string | null =>
	opens === null ? null : (paths[opens.type]?.(opens.id) ?? null)

/** What a watch answers for, in sections. */
export function Items({ lines, at }: { readonly lines: readonly ReliefLine[]; readonly at: string }) {
	const t = useWords()
	const say = useSay()
	const [, go] = useLocation()
	const [picked, setPicked] = useState<string | null>(null)
	const parts = useMemo(
		() =>
			groups
				.map((key) => ({ key, rows: lines.filter((line) => groupOf(line, at) === key) }))
				.filter((part) => part.rows.length > 0)
				.map((part) => ({ ...part, title: t(`dispatch.relief.group.${part.key}`), note: part.rows.length })),
		[lines, at, t],
	)
	const columns: readonly Column<ReliefLine>[] = [
		{
			key: 'what',
			head: t('dispatch.relief.what'),
			wraps: true,
			cell: (line) => {
				const path = pathOf(line)
				return path === null ? say(line) : <Link href={path}>{say(line)}</Link>
			},
		},
		{
			key: 'kind',
			head: t('dispatch.relief.kind'),
			width: 150,
			from: 700,
			wraps: true,
			cell: (line) => t(`dispatch.relief.kind.${line.kind}`),
		},
		{
			key: 'since',
			head: t('dispatch.relief.since'),
			width: 108,
			from: 520,
			right: true,
			cell: (line) => <time dateTime={line.since}>{when(line.since)}</time>,
		},
		{
			key: 'due',
			head: t('dispatch.relief.due'),
			width: 108,
			right: true,
			cell: (line) =>
				line.due === null ? (
					<span className="t3">{t('dispatch.relief.noTime')}</span>
				) : (
					<time dateTime={line.due} className={groupOf(line, at) === 'overdue' ? 'warn' : undefined}>
						{when(line.due)}
					</time>
				),
		},
	]
	return (
		<DataTable<ReliefLine>
			label={t('dispatch.relief.list')}
			keys
			scrolls
			groups={parts}
			rowKey={(line) => `${line.kind} ${line.id}`}
			selected={picked}
			onSelect={(line) => setPicked(`${line.kind} ${line.id}`)}
			onOpen={(line) => {
				const path = pathOf(line)
				if (path !== null) go(path)
			}}
			columns={columns}
			empty={<Empty title={t('dispatch.relief.none')}>{t('dispatch.relief.none.why')}</Empty>}
		/>
	)
}
