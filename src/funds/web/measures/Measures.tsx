import './measures.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import { draftStop, listMeasures } from '../../contract/measure.ts'
import { showPack, showPublished } from '../../contract/freeze.ts'
import { keeping, OnlyReport, useOnlyReport } from '../ways/Ways.tsx'
import { DraftStop } from './DraftStop.tsx'
import { MeasureTable } from './MeasureTable.tsx'
import { OneMeasure } from './OneMeasure.tsx'
import { Pack } from './Pack.tsx'
import { Published } from './Published.tsx'

const sections = ['open', 'ended', 'published'] as const
type Section = (typeof sections)[number]

/** F76, F79. What runs out when, counting down to the freeze; the chosen measure beside it; what is published of all. */
export function Measures() {
	const t = useWords()
	const may = useMay()
	const { id } = useParams<{ id?: string }>()
	const [, go] = useLocation()
	const [section, setSection] = useState<Section>('open')
	const [drafting, setDrafting] = useState(false)
	const [shown, setShown] = useState(id === undefined ? 'list' : 'one')
	const listed = section === 'ended' ? 'ended' : 'open'
	const only = useOnlyReport()
	const asked = { section: listed, ...(only === undefined ? {} : { report: only }) } as const
	const list = useView(listMeasures, asked, { keep: true, topics: ['funds.measure.'], every: 30_000 })
	const rows = list.output?.rows ?? []
	const one = rows.find((row) => row.id === id) ?? (id === undefined ? rows[0] : undefined)
	const choose = (measure: string): void => {
		go(keeping(`/funds/measures/${measure}`, only))
		setShown('one')
	}
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'list',
					title: t('funds.measures.title'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('funds.measures.title')}
							note={t('funds.measures.note')}
							tools={
								<>
									<Chips
										label={t('funds.measures.section')}
										value={section}
										onChange={setSection}
										chips={sections.map((value) => ({ value, label: t(`funds.measures.section.${value}`) }))}
									/>
									{may?.has(draftStop.name) === true ? (
										<Button keys="N" onPress={() => setDrafting(true)}>
											{t('funds.measures.draft')}
										</Button>
									) : null}
								</>
							}
						>
							<OnlyReport here="funds.measures" all="/funds/measures" />
							{section === 'published' ? (
								<PublishedShown />
							) : (
								<Show view={list} doing={t('funds.measures.doing')} title={t('funds.measures.failed')}>
									{({ more }) => (
										<MeasureTable rows={rows} more={more} chosen={one?.id ?? null} onChoose={(row) => choose(row.id)} />
									)}
								</Show>
							)}
							{drafting ? (
								<DraftStop
									onClose={() => setDrafting(false)}
									onDone={(measure) => {
										setDrafting(false)
										list.refresh()
										choose(measure)
									}}
								/>
							) : null}
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('funds.measures.one'),
					width: '440px',
					children:
						one === undefined ? (
							<Pane title={t('funds.measures.one')}>
								<Empty title={t('funds.measures.none-chosen')}>{t('funds.measures.none-chosen.why')}</Empty>
							</Pane>
						) : (
							<OneMeasure key={one.id} measure={one} onChanged={list.refresh} onGo={choose} />
						),
				},
			]}
		/>
	)
}

function PublishedShown() {
	const t = useWords()
	const may = useMay()
	const view = useView(showPublished, {})
	return (
		<Show view={view} doing={t('funds.measures.doing')} title={t('funds.measures.failed')}>
			{({ rows }) => (
				<>
					<Published rows={rows} />
					{may?.has(showPack.name) === true ? <Pack /> : null}
				</>
			)}
		</Show>
	)
}
