import './report.css'
import { useState } from 'react'
import { useLocation, useParams, useSearch } from 'wouter'
import { useAct, useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import { listReports, openReport, showReport } from '../../contract/report.ts'
import { One } from './One.tsx'
import { Rows } from './Rows.tsx'
import { Victim } from './Victim.tsx'

const sections = ['running', 'ended'] as const
const topics = ['funds.report.', 'funds.measure.']

/** Reports of fraud, newest first; the chosen one as it is taken: the script, the payments, who the victim is, the signature. */
export function Reports() {
	const t = useWords()
	const { id } = useParams<{ id?: string }>()
	const incident = new URLSearchParams(useSearch()).get('incident') ?? undefined
	const [, go] = useLocation()
	const [section, setSection] = useState<(typeof sections)[number]>('running')
	const list = useView(
		listReports,
		{ section, ...(incident === undefined ? {} : { incident }) },
		{ keep: true, topics, every: 30_000 },
	)
	const rows = list.output?.rows ?? []
	const chosen = id ?? rows[0]?.id
	const view = useView(showReport, { report: chosen ?? '' }, { enabled: chosen !== undefined, topics, keep: true })
	const shown = view.output?.id === chosen ? view.output : undefined
	const to = (report: string) => go(`/funds/reports/${report}${incident === undefined ? '' : `?incident=${incident}`}`)
	return (
		<Columns
			{...(id === undefined ? {} : { show: 'one' })}
			onShow={(key) => {
				if (key === 'list' && id !== undefined) go('/funds/reports')
			}}
			columns={[
				{
					key: 'list',
					title: t('funds.report.title'),
					width: 'clamp(360px, 27vw, 420px)',
					children: (
						<Pane
							level={1}
							title={t('funds.report.title')}
							note={incident === undefined ? t('funds.report.note') : t('funds.report.of-incident')}
							tools={
								<Chips
									label={t('funds.report.section')}
									value={section}
									onChange={setSection}
									chips={sections.map((value) => ({ value, label: t(`funds.report.section.${value}`) }))}
								/>
							}
							foot={<Open incident={incident} onOpened={to} />}
						>
							<Show view={list} doing={t('funds.report.doing')} title={t('funds.report.failed')}>
								{({ more }) => <Rows rows={rows} more={more} chosen={chosen ?? null} onChoose={(row) => to(row.id)} />}
							</Show>
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('funds.report.one'),
					width: '1fr',
					children:
						chosen === undefined ? (
							<Pane title={t('funds.report.one')}>
								<Empty title={t('funds.report.none-chosen')}>{t('funds.report.none-chosen.next')}</Empty>
							</Pane>
						) : (
							<Show view={{ ...view, output: shown }} doing={t('funds.report.doing')} title={t('funds.report.failed')}>
								{(report) => <One key={report.id} report={report} onChanged={view.refresh} />}
							</Show>
						),
				},
				{
					key: 'victim',
					title: t('funds.report.victim'),
					width: 'clamp(300px, 22vw, 360px)',
					children:
						shown === undefined ? (
							<Pane title={t('funds.report.victim')}>
								<Empty title={t('funds.report.none-chosen')} />
							</Pane>
						) : (
							<Victim key={shown.id} report={shown} onChanged={view.refresh} />
						),
				},
			]}
		/>
	)
}

/** F22. One key opens a report, so that the first question is asked at once. */
function Open({
	incident,
	onOpened,
}: {
	readonly incident: string | undefined
	readonly onOpened: (report: string) => void
}) {
	const t = useWords()
	const may = useMay()
	const act = useAct(openReport)
	if (may?.has(openReport.name) !== true) return null
	const open = async (): Promise<void> => {
		const done = await act.perform(incident === undefined ? {} : { incident })
		if (done !== null) onOpened(done.output.report)
	}
	return (
		<div className="col fr-open">
			<Button keys="N" wide busy={act.busy} onPress={() => void open()}>
				{t(incident === undefined ? 'funds.report.open' : 'funds.report.open-from')}
			</Button>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('funds.report.not-done')} />}
		</div>
	)
}
