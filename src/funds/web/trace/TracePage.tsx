import './trace.css'
import { useMemo, useState } from 'react'
import { useParams } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { usePurpose } from '#kernel/web/purpose.tsx'
import { useWords } from '#kernel/web/words.ts'
import { showTrace, showTraceNames, type Trace } from '../../contract/trace.ts'
import { Ways } from '../ways/Ways.tsx'
import { AccountPanel } from './AccountPanel.tsx'
import { useDoing } from './doing.ts'
import { FrontierTable } from './FrontierTable.tsx'
import { begun, redone, undone, went } from './history.ts'
import { askedOf, firstLook, type Look } from './look.ts'
import { Motifs } from './Motifs.tsx'
import { NamesContext } from './naming.ts'
import { PicturePane } from './PicturePane.tsx'
import { type Opened, Strip } from './Strip.tsx'

/** F241 to F256. The way the money of one report took: measures, picture, board, and one account with its arithmetic. */
export function TracePage() {
	const t = useWords()
	const { id } = useParams<{ id: string }>()
	const [history, setHistory] = useState(() => begun(firstLook))
	const look = history.now
	const setLook = (next: Look): void => setHistory((was) => went(was, next))
	useKeys({ 'Ctrl Z': () => setHistory(undone), 'Ctrl Y': () => setHistory(redone) })
	const view = useView(showTrace, askedOf(id, look), {
		keep: true,
		every: 30_000,
		topics: ['funds.report.', 'funds.measure.', 'funds.statement.', 'funds.request.'],
	})
	const { purpose } = usePurpose(id)
	const names = useView(
		showTraceNames,
		{ report: id },
		{ enabled: purpose !== null, ...(purpose === null ? {} : { purpose }) },
	)
	const named = useMemo(() => new Map((names.output?.accounts ?? []).map((one) => [one.account, one])), [names.output])
	const step = { back: history.past.length > 0, forward: history.future.length > 0 }
	return (
		<NamesContext value={named}>
			<Show view={view} title={t('funds.trace.not-loaded')}>
				{(trace) => (
					<Shown
						trace={trace}
						look={look}
						onLook={setLook}
						step={step}
						onStep={(back) => setHistory(back ? undone : redone)}
						onChanged={view.refresh}
					/>
				)}
			</Show>
		</NamesContext>
	)
}

type Props = {
	readonly trace: Trace
	readonly look: Look
	readonly onLook: (look: Look) => void
	readonly step: { readonly back: boolean; readonly forward: boolean }
	readonly onStep: (back: boolean) => void
	readonly onChanged: () => void
}

function Shown({ trace, look, onLook, step, onStep, onChanged }: Props) {
	const t = useWords()
	const [chosen, setChosen] = useState<string | null>(null)
	const [column, setColumn] = useState('way')
	const [marked, setMarked] = useState(noneMarked)
	const account = trace.accounts.find(({ id }) => id === chosen) ?? firstOf(trace)
	const doing = useDoing(trace.report.id, onChanged)
	const explain = (id: string): void => {
		setChosen(id)
		setColumn('account')
	}
	const open = (what: Opened): void => {
		const row = trace.frontier.find((one) =>
			what === 'held' ? one.section === 'stopped' : what === 'next' && one.recoverableMinor > 0,
		)
		if (what === 'loss') onLook({ ...look, picture: 'table' })
		else if (row !== undefined) explain(row.account)
	}
	const selected = account?.id ?? null
	return (
		<Columns
			show={column}
			onShow={setColumn}
			columns={[
				{
					key: 'way',
					title: t('funds.trace.way'),
					width: '1fr',
					children: (
						<div className="ft-left">
							<Ways report={trace.report.id} here="funds.trace" />
							<Strip trace={trace} onOpen={open} />
							<PicturePane {...{ trace, look, onLook, step, onStep, selected, marked }} onSelect={setChosen} />
							<Motifs trace={trace} look={look} marked={marked} onMark={setMarked} />
							<FrontierTable
								trace={trace}
								selected={selected}
								onSelect={setChosen}
								onExplain={explain}
								onAct={(row) => row !== undefined && doing.act(row)}
								actOf={doing.actOf}
								busy={doing.busy}
							/>
						</div>
					),
				},
				{
					key: 'account',
					title: t('funds.trace.account'),
					width: '420px',
					over: { open: column === 'account', onClose: () => setColumn('way') },
					children:
						account === undefined ? (
							<Pane title={t('funds.trace.account')}>
								<Empty title={t('funds.trace.nothing')}>{t('funds.trace.nothing.why')}</Empty>
							</Pane>
						) : (
							<AccountPanel key={account.id} {...{ trace, account, look, onLook, doing }} />
						),
				},
			]}
		/>
	)
}

const noneMarked: ReadonlySet<string> = new Set()

/** What the next stop saves most, else the first payee. */
const firstOf = (trace: Trace) =>
	trace.accounts.find(({ id }) => id === trace.frontier[0]?.account) ?? trace.accounts[0]
