import { useState } from 'react'
import type { Purpose } from '#kernel/contract/scalars.ts'
import { useAct, useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { clockTime, count, day } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { citeTransfer, listLines, type StatementLine, type StatementRow } from '../../contract/statement.ts'
import { amountText } from '../../contract/decimal.ts'

/** F180. Lines are closed until a purpose is written; counterparties stay masked until a transfer with them is cited. */
export function Lines({ statement }: { readonly statement: StatementRow }) {
	const t = useWords()
	const may = useMay()
	if (may?.has(listLines.name) === false) return null
	return (
		<Section title={t('funds.lines')} note={count(statement.told?.kept ?? 0)}>
			<div className="pad">
				<PurposeGate matter={statement.report.id} what={t('funds.lines.what')} keys="L">
					{(purpose) => <Opened statement={statement} purpose={purpose} />}
				</PurposeGate>
			</div>
		</Section>
	)
}

type OpenedProps = { readonly statement: StatementRow; readonly purpose: Purpose }

function Opened({ statement, purpose }: OpenedProps) {
	const t = useWords()
	const [pages, setPages] = useState<readonly number[]>([0])
	const [citing, setCiting] = useState<StatementLine | null>(null)
	const after = pages.at(-1) ?? 0
	const view = useView(listLines, { statement: statement.id, after }, { purpose, keep: true })
	const lines = view.output?.lines ?? []
	return (
		<Show view={view} doing={t('funds.statements.doing')} title={t('funds.statements.failed')}>
			{({ more }) => (
				<>
					<Table lines={lines} onCite={setCiting} />
					<div className="row">
						{pages.length > 1 ? (
							<Button onPress={() => setPages(pages.slice(0, -1))}>{t('funds.lines.before')}</Button>
						) : null}
						{more ? (
							<Button onPress={() => setPages([...pages, lines.at(-1)?.n ?? 0])}>{t('funds.lines.more')}</Button>
						) : null}
					</div>
					{citing === null ? null : (
						<Cite
							line={citing}
							report={statement.report.id}
							purpose={purpose}
							onClose={() => setCiting(null)}
							onDone={view.refresh}
						/>
					)}
				</>
			)}
		</Show>
	)
}

function Table(props: { readonly lines: readonly StatementLine[]; readonly onCite: (line: StatementLine) => void }) {
	const t = useWords()
	const may = useMay()
	const mayCite = may?.has(citeTransfer.name) === true
	return (
		<DataTable
			label={t('funds.lines')}
			rows={props.lines}
			rowKey={(row) => String(row.n)}
			columns={[
				{ key: 'n', head: t('funds.line'), width: 56, right: true, cell: (row) => row.line },
				{
					key: 'at',
					head: t('funds.lines.at'),
					width: 168,
					cell: (row) => `${day(row.at)} ${row.dayOnly ? '—' : clockTime(row.at)}`,
				},
				{
					key: 'amount',
					head: t('funds.lines.amount'),
					width: 124,
					right: true,
					cell: (row) => `${row.credit ? '+' : '−'}${amountText(row.amountMinor, row.currency)}`,
				},
				{ key: 'other', head: t('funds.lines.other'), cell: (row) => <span className="el">{otherOf(row)}</span> },
				{
					key: 'balance',
					head: t('funds.column.balance'),
					width: 116,
					right: true,
					from: 720,
					cell: (row) =>
						row.balanceMinor === null
							? '—'
							: `${row.balanceMinor < 0 ? '−' : ''}${amountText(Math.abs(row.balanceMinor), row.currency)}`,
				},
				{
					key: 'told',
					head: t('funds.lines.sides'),
					width: 64,
					right: true,
					from: 560,
					cell: (row) => (row.transfer === null ? '—' : row.told + 1),
				},
				{
					key: 'cite',
					head: t('funds.cite.head'),
					width: 92,
					right: true,
					cell: (row) =>
						row.transfer !== null && row.masked && mayCite ? (
							<Button kind="bare" bind={false} onPress={() => props.onCite(row)}>
								{t('funds.cite')}
							</Button>
						) : (
							t(row.masked ? 'funds.cite.none' : 'funds.cite.done')
						),
				},
			]}
		/>
	)
}

function otherOf(row: StatementLine): string {
	const said = [row.otherName, row.otherNumber, row.otherBank].filter((one) => one !== null)
	return said.length === 0 ? '—' : said.join(' · ')
}

function Cite(props: {
	readonly line: StatementLine
	readonly report: string
	readonly purpose: Purpose
	readonly onClose: () => void
	readonly onDone: () => void
}) {
	const t = useWords()
	const act = useAct(citeTransfer)
	return (
		<ReasonDialog
			title={t('funds.cite.title')}
			label={t('funds.statement.reason')}
			hint={t('funds.cite.hint')}
			act={t('funds.cite')}
			maxLength={300}
			busy={act.busy}
			problem={act.problem}
			problemTitle={t('funds.statements.not-done')}
			onClose={props.onClose}
			onSend={(reason) =>
				void act
					.perform({ report: props.report, transfer: props.line.transfer ?? 0, reason }, props.purpose)
					.then((done) => {
						if (done === null) return
						props.onDone()
						props.onClose()
					})
			}
		/>
	)
}
