import { useCallback, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { type Placed, standOn } from '../../../matters/contract/drawings.ts'
import { serverNow } from '../../clock.ts'
import { useView } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { Columns } from '../../parts/Columns.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { MatterLink } from '../../parts/MatterLink.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Section } from '../../parts/Section.tsx'
import { Select } from '../../parts/Select.tsx'
import { Show } from '../../parts/Show.tsx'
import { count, span, when } from '../../times.ts'
import { useLanguage, useSay, useWords } from '../../words.ts'
import type { Diagram } from './bpmn/diagram.ts'
import { useStanding } from './bpmn/use-standing.ts'
import { DrawingPicture } from './bpmn/Viewer.tsx'
import { half, pathTo } from './names.ts'

/** W49. Where live matters stand on their drawing: bricks on the picture, the same as a table, and the oldest to open. */
export function Live({ name }: { readonly name: string }) {
	const t = useWords()
	const [, navigate] = useLocation()
	const version = new URLSearchParams(useSearch()).get('version')
	const [chosen, setChosen] = useState<string | null>(null)
	const [shown, setShown] = useState('picture')
	const view = useView(standOn, { name, ...(version === null ? {} : { version }) }, { keep: true, every: 30_000 })
	const elements = useMemo(() => view.output?.elements ?? [], [view.output])
	const [diagram, setDiagram] = useState<Diagram | null>(null)
	const choose = useCallback((element: string) => {
		setChosen(element)
		setShown('table')
	}, [])
	useStanding(diagram, elements, choose)
	const followed = view.output?.followed ?? []
	const edition = view.output?.edition
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'picture',
					title: t('drawings.canvas'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							still
							title={t('drawings.live')}
							note={name}
							tools={
								<>
									{followed.length < 2 || edition === undefined ? null : (
										<Select
											label={t('drawings.col.version')}
											labelHidden
											value={edition.version}
											choices={followed.map((each) => ({
												value: each.edition.version,
												label: t('drawings.followed', { number: each.edition.number, count: each.count }),
											}))}
											onChange={(picked) => navigate(`${pathTo(name, 'live')}?version=${picked}`, { replace: true })}
										/>
									)}
									<Button keys="Esc" onPress={() => navigate(pathTo(name))}>
										{t('drawings.leave')}
									</Button>
								</>
							}
						>
							<Show view={view} doing={t('drawings.doing')} title={t('drawings.failed')}>
								{({ text }) => <DrawingPicture text={text} chosen={chosen} onDrawn={setDiagram} />}
							</Show>
						</Pane>
					),
				},
				{
					key: 'table',
					title: t('drawings.standing'),
					width: '440px',
					children: (
						<Pane
							title={t('drawings.standing')}
							note={edition === undefined ? undefined : t('drawings.version', { number: edition.number })}
						>
							<Standing elements={elements} chosen={chosen} onChoose={setChosen} />
							<Oldest placed={elements.find((each) => each.element === chosen)} />
						</Pane>
					),
				},
			]}
		/>
	)
}

const total = (placed: Placed): string => `${count(placed.count)}${placed.more ? '+' : ''}`

function Standing(props: {
	readonly elements: readonly Placed[]
	readonly chosen: string | null
	readonly onChoose: (element: string) => void
}) {
	const t = useWords()
	const language = useLanguage()
	return (
		<DataTable<Placed>
			keys
			label={t('drawings.standing')}
			rows={props.elements}
			rowKey={(row) => row.element}
			selected={props.chosen}
			onSelect={(row) => props.onChoose(row.element)}
			empty={<Empty title={t('drawings.standing.none')}>{t('drawings.standing.none.why')}</Empty>}
			columns={[
				{ key: 'name', head: t('drawings.col.element'), wraps: true, cell: (row) => half(row.name, language) },
				{
					key: 'count',
					head: t('drawings.col.matters'),
					width: 84,
					right: true,
					compare: (a, b) => a.count - b.count,
					cell: total,
				},
				{
					key: 'oldest',
					head: t('drawings.col.oldest'),
					width: 120,
					right: true,
					compare: (a, b) => (a.oldest[0]?.since ?? '').localeCompare(b.oldest[0]?.since ?? ''),
					cell: (row) => {
						const since = row.oldest[0]?.since
						return since === undefined ? '–' : span(serverNow() - Date.parse(since), language)
					},
				},
			]}
		/>
	)
}

function Oldest({ placed }: { readonly placed: Placed | undefined }) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	if (placed === undefined) return null
	return (
		<>
			<Section title={t('drawings.oldest', { name: half(placed.name, language) })} note={placed.oldest.length} />
			<DataTable
				label={t('drawings.oldest', { name: half(placed.name, language) })}
				rows={placed.oldest}
				rowKey={(row) => row.matter}
				columns={[
					{
						key: 'matter',
						head: t('drawings.col.matter'),
						width: 140,
						cell: (row) => <MatterLink kind={row.kind} id={row.matter} />,
					},
					{ key: 'agency', head: t('drawings.col.bureau'), cell: (row) => say(row) },
					{ key: 'since', head: t('drawings.col.standing'), width: 124, right: true, cell: (row) => when(row.since) },
				]}
			/>
		</>
	)
}
