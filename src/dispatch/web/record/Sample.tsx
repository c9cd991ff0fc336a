import { useState } from 'react'
import { Link } from 'wouter'
import type { z } from 'zod'
import { useAct, useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { type Column, DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { drawSample, showSample } from '../../contract/record.ts'
import { useTerms } from '../shared/terms.ts'
import { Asked } from './Asked.tsx'

type Shown = z.output<(typeof showSample)['output']>
type Row = NonNullable<Shown['sample']>['drawn'][number]

/** D232, D233. A week that is over is drawn, and each incident drawn is entered once. */
export function Sample() {
	const t = useWords()
	const [week, setWeek] = useState<string | null>(null)
	const view = useView(showSample, week === null ? {} : { week }, { topics: ['dispatch.sample.'], keep: true })
	return (
		<Pane title={t('dispatch.record.sample')} tools={<RuleTag id="D232" />} level={2} className="record">
			<Show view={view} doing={t('dispatch.record.doing')} title={t('dispatch.record.failed')}>
				{(shown) => <Week shown={shown} week={week} onWeek={setWeek} refresh={view.refresh} />}
			</Show>
		</Pane>
	)
}

function Week(props: {
	readonly shown: Shown
	readonly week: string | null
	readonly onWeek: (week: string) => void
	readonly refresh: () => void
}) {
	const t = useWords()
	const { shown, refresh } = props
	const act = useAct(drawSample)
	const [picked, setPicked] = useState<string | null>(null)
	const week = props.week ?? shown.sample?.week ?? shown.weeks[0]?.week ?? ''
	const isDrawn = shown.weeks.some((each) => each.week === week && each.drawn)
	const rows = isDrawn ? (shown.sample?.drawn ?? []) : []
	const chosen = rows.find((row) => row.incident === picked) ?? rows.find((row) => row.checked === null)
	return (
		<>
			<div className="pad row wrap record-week">
				<Select
					label={t('dispatch.record.week')}
					value={week}
					choices={shown.weeks.map((each) => ({
						value: each.week,
						label: each.drawn ? t('dispatch.record.weekDrawn', { week: each.week }) : each.week,
					}))}
					onChange={props.onWeek}
				/>
				{isDrawn ? null : (
					<Button
						kind="go"
						keys="W"
						busy={act.busy}
						onPress={() =>
							void act.perform({ week }).then((answer) => {
								if (answer !== null) props.onWeek(week)
								refresh()
							})
						}
					>
						{t('dispatch.record.draw')}
					</Button>
				)}
			</div>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.record.notDone')} />}
			{!isDrawn || shown.sample === null ? (
				<Empty title={t('dispatch.record.none')}>{t('dispatch.record.none.why')}</Empty>
			) : (
				<>
					<p className="pad t2">
						{t('dispatch.record.seed', {
							n: shown.sample.drawn.length,
							of: shown.sample.population.length,
							root: shown.sample.root.slice(0, 12),
							size: shown.sample.treeSize,
						})}
					</p>
					{chosen === undefined || chosen.checked !== null ? null : (
						<Asked key={chosen.incident} sample={shown.sample.id} row={chosen} onDone={refresh} />
					)}
					<Drawn rows={rows} chosen={chosen?.incident ?? null} onChoose={(row) => setPicked(row.incident)} />
				</>
			)}
		</>
	)
}

function Drawn(props: {
	readonly rows: readonly Row[]
	readonly chosen: string | null
	readonly onChoose: (row: Row) => void
}) {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const columns: readonly Column<Row>[] = [
		{
			key: 'number',
			head: t('dispatch.col.number'),
			width: 100,
			cell: (row) => (
				<Link href={`/incident/${row.incident}`} className="mono">
					{row.number}
				</Link>
			),
		},
		{
			key: 'type',
			head: t('dispatch.col.type'),
			wraps: true,
			cell: (row) => (
				<>
					{terms.type(row.type)} <span className="t3">{say(row.station)}</span>
				</>
			),
		},
		{
			key: 'checked',
			head: t('dispatch.record.checked'),
			width: 150,
			wraps: true,
			cell: ({ checked }) =>
				checked === null ? (
					<span className="warn">{t('dispatch.record.toAsk')}</span>
				) : !checked.reached ? (
					<span className="t3">{t('dispatch.record.notReached')}</span>
				) : checked.errors.length === 0 ? (
					t('dispatch.record.right')
				) : (
					checked.errors.map((error) => t(`dispatch.record.error.${error}`)).join(t('dispatch.list.comma'))
				),
		},
	]
	return (
		<DataTable<Row>
			label={t('dispatch.record.sample')}
			rows={props.rows}
			rowKey={(row) => row.incident}
			selected={props.chosen}
			onSelect={props.onChoose}
			columns={columns}
		/>
	)
}
