import { useContext, useState } from 'react'
import { Link, useLocation } from 'wouter'
import { ScreensContext } from '#kernel/web/opening.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { DataTable, type Group } from '#kernel/web/parts/DataTable.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { useMay } from '#kernel/web/may.ts'
import type { BriefLineShape, BriefSectionShape, BriefShape } from '../../contract/brief.ts'
import { sendReport } from '../../contract/report.ts'

type Row = BriefLineShape & { readonly key: string }

/** K73. The lines in their sections; Enter opens the matter of the chosen one. */
export function Lines({
	brief,
	sections,
}: {
	readonly brief: BriefShape
	readonly sections: readonly BriefSectionShape[]
}) {
	const t = useWords()
	const say = useSay()
	const may = useMay()
	const [, navigate] = useLocation()
	const screens = useContext(ScreensContext)
	const [chosen, setChosen] = useState<string | null>(null)
	const pathOf = ({ opens }: Row): string | null => {
		const screen = opens === null ? undefined : screens.find((each) => each.opens === opens.type)
		return screen === undefined || opens === null ? null : screen.path.replace(/:\w+\??/, opens.id)
	}
	const open = (row: Row): void => {
		const path = pathOf(row)
		if (path !== null) navigate(path)
	}
	const now = new Date(brief.until).getTime()
	const mayReport = may !== null && may.has(sendReport.name)
	return (
		<DataTable<Row>
			label={t('command.brief.lines')}
			keys
			selected={chosen}
			onSelect={(row) => setChosen(row.key)}
			onOpen={open}
			rowKey={(row) => row.key}
			groups={sections.map((section) => groupOf(section, say, t))}
			columns={[
				{ key: 'at', head: t('command.brief.col.at'), width: 92, cell: (row) => when(row.at, now) },
				{
					key: 'what',
					head: t('command.brief.col.what'),
					wraps: true,
					cell: (row) => {
						const path = pathOf(row)
						return path === null ? say(row) : <Link href={path}>{say(row)}</Link>
					},
				},
				{
					key: 'due',
					head: t('command.brief.col.due'),
					width: 112,
					right: true,
					from: 560,
					cell: (row) => (row.due === null ? null : t('command.brief.by', { time: when(row.due, now) })),
				},
				{
					key: 'up',
					head: t('command.brief.col.report'),
					width: 112,
					from: 760,
					cell: (row) =>
						mayReport && row.opens?.type === 'Incident' ? (
							<Button kind="bare" onPress={() => navigate(`/reports/new/${row.opens?.id ?? ''}`)}>
								{t('command.brief.report')}
							</Button>
						) : null,
				},
				{
					key: 'entry',
					head: t('command.brief.col.entry'),
					width: 72,
					right: true,
					from: 480,
					cell: (row) => (row.entry === null ? null : <Link href={`/entries/${row.entry}`}>{row.entry}</Link>),
				},
			]}
		/>
	)
}

function groupOf(
	section: BriefSectionShape,
	say: (words: BriefSectionShape) => string,
	t: (key: string, values?: Record<string, string>) => string,
): Group<Row> {
	const shown = section.lines.length
	const counted =
		shown === section.total
			? String(shown)
			: t('command.brief.shown', { shown: String(shown), of: String(section.total) })
	return {
		key: section.key,
		title: say(section),
		note: `${counted} · ${t(`command.brief.about.${section.about}`)}`,
		rows: section.lines.map((line, n) => ({ ...line, key: `${section.key} ${n}` })),
	}
}
