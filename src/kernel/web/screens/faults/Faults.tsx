import './faults.css'
import { useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { type FaultRow, listFaults } from '../../../matters/contract/process.ts'
import { serverNow } from '../../clock.ts'
import { useView } from '../../client.ts'
import { useKeyHelp } from '../../page.tsx'
import { Chips } from '../../parts/Chips.tsx'
import { Columns } from '../../parts/Columns.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Show } from '../../parts/Show.tsx'
import { span, when } from '../../times.ts'
import { useLanguage, useSay, useWords } from '../../words.ts'
import { half } from '../drawings/names.ts'
import { Fault } from './Fault.tsx'

const sections = ['open', 'closed'] as const
type Section = (typeof sections)[number]
const keyed = { Enter: 'resume', A: 'assign', X: 'give-up' }

/** W70. Processes that stand still, longest first; the chosen one beside them. */
export function Faults() {
	const t = useWords()
	const [, navigate] = useLocation()
	const { id } = useParams<{ id?: string }>()
	const [section, setSection] = useState<Section>('open')
	const [shown, setShown] = useState(id === undefined ? 'list' : 'fault')
	const list = useView(listFaults, { section }, { keep: true, every: 30_000, topics: ['matters.fault.'] })
	const chosen = id ?? list.output?.rows[0]?.id ?? null
	useKeyHelp(useMemo(() => Object.entries(keyed).map(([keys, act]) => ({ keys, what: t(`faults.do.${act}`) })), [t]))
	const choose = (row: FaultRow): void => {
		navigate(`/faults/${row.id}`, { replace: true })
		setShown('fault')
	}
	const chips = (
		<Chips
			label={t('faults.section')}
			value={section}
			onChange={setSection}
			chips={sections.map((value) => ({ value, label: t(`faults.section.${value}`) }))}
		/>
	)
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'list',
					title: t('faults.title'),
					width: '1fr',
					children: (
						<Pane level={1} title={t('faults.title')} note={t(`faults.note.${section}`)} tools={chips}>
							<Show view={list} doing={t('faults.doing')} title={t('faults.failed')} ask={{ action: listFaults.name }}>
								{({ rows, more }) => (
									<List rows={rows} more={more} section={section} chosen={chosen} onChoose={choose} />
								)}
							</Show>
						</Pane>
					),
				},
				{
					key: 'fault',
					title: t('faults.one'),
					width: '560px',
					children:
						chosen === null ? (
							<Pane title={t('faults.one')}>
								<Empty title={t('faults.none-chosen')} />
							</Pane>
						) : (
							<Fault key={chosen} id={chosen} onChanged={list.refresh} />
						),
				},
			]}
		/>
	)
}

function List(props: {
	readonly rows: readonly FaultRow[]
	readonly more: boolean
	readonly section: Section
	readonly chosen: string | null
	readonly onChoose: (row: FaultRow) => void
}) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	return (
		<DataTable<FaultRow>
			keys
			label={t('faults.title')}
			rows={props.rows}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			empty={<Empty title={t(`faults.empty.${props.section}`)}>{t('faults.empty.why')}</Empty>}
			{...(props.more ? { total: { of: props.rows.length, more: true } } : {})}
			columns={[
				{
					key: 'what',
					head: t('faults.where'),
					wraps: true,
					cell: (row) => (
						<>
							<b>{half(row.elementName, language)}</b>
							<span className="fault-why">{say(row.why)}</span>
						</>
					),
				},
				{ key: 'agency', head: t('faults.agency'), width: 148, from: 560, cell: (row) => say(row.agencyName) },
				{ key: 'duty', head: t('faults.duty'), width: 132, from: 420, cell: (row) => <Duty row={row} /> },
				{
					key: 'since',
					head: t(props.section === 'open' ? 'faults.age' : 'faults.closed'),
					width: 112,
					right: true,
					cell: (row) =>
						row.closedAt === null ? span(serverNow() - Date.parse(row.since), language) : when(row.closedAt),
				},
			]}
		/>
	)
}

/** Who sees to it; of a closed one how it was closed. */
function Duty({ row }: { readonly row: FaultRow }) {
	const t = useWords()
	if (row.closedHow !== null) return <>{t(`faults.how.${row.closedHow}`)}</>
	if (row.duty === null) return <span className="t3">{t('faults.duty.nobody')}</span>
	return <>{t(`web.post.${row.duty.post}`)}</>
}
