import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { count, when } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { StatementTold } from '../../contract/statement-told.ts'
import { endStatement, type StatementRow } from '../../contract/statement.ts'
import { amountText } from '../../contract/decimal.ts'
import { Ways } from '../ways/Ways.tsx'
import { Lines } from './Lines.tsx'

type Props = { readonly statement: StatementRow; readonly onChanged: () => void }

/** One statement: what was read, what is wrong, where balances do not add up, its lines, and its end. */
export function OneStatement({ statement, onChanged }: Props) {
	const t = useWords()
	const may = useMay()
	const [ending, setEnding] = useState(false)
	const act = useAct(endStatement)
	const open = statement.state !== 'ended'
	const { told } = statement
	return (
		<Pane
			title={`${statement.report.number} · ${statement.bank}`}
			note={t(`funds.statement.state.${statement.state}`)}
			tools={
				open && may?.has(endStatement.name) === true ? (
					<Button keys="X" onPress={() => setEnding(true)}>
						{t('funds.statement.end')}
					</Button>
				) : null
			}
		>
			<Ways report={statement.report.id} here="funds.statements" />
			<Facts statement={statement} />
			{told === null ? null : <Told told={told} state={statement.state} />}
			{statement.state === 'kept' ? <Lines statement={statement} /> : null}
			{ending ? (
				<ReasonDialog
					title={t('funds.statement.end.title')}
					label={t('funds.statement.reason')}
					hint={t('funds.statement.end.hint')}
					act={t('funds.statement.end')}
					maxLength={300}
					busy={act.busy}
					problem={act.problem}
					problemTitle={t('funds.statements.not-done')}
					onClose={() => setEnding(false)}
					onSend={(reason) =>
						void act.perform({ statement: statement.id, version: statement.version, reason }).then((done) => {
							if (done === null) return
							setEnding(false)
							onChanged()
						})
					}
				/>
			) : null}
		</Pane>
	)
}

function Facts({ statement }: { readonly statement: StatementRow }) {
	const t = useWords()
	const facts: readonly (readonly [string, string])[] = [
		['format', statement.format === null ? '—' : t(`funds.statement.format.${statement.format}`)],
		['entered', when(statement.enteredAt)],
		['until', when(statement.untilAt)],
		['request', statement.request?.number ?? '—'],
		['bytes', count(statement.bytes)],
		['hash', statement.sha256],
	]
	return (
		<dl className="fs-facts pad">
			{facts.map(([key, value]) => (
				<div key={key}>
					<dt className="t2">{t(`funds.statement.${key}`)}</dt>
					<dd className={key === 'hash' ? 'mono' : undefined}>{value}</dd>
				</div>
			))}
		</dl>
	)
}

/** Counts, then what was done with rows, then what is wrong and what does not add up: each with its line. */
function Told({ told, state }: { readonly told: StatementTold; readonly state: StatementRow['state'] }) {
	const t = useWords()
	const counts = ['read', 'known', 'kept', 'transfers', 'matched', 'alone'] as const
	return (
		<>
			<Section title={t('funds.told')}>
				<ul className="fs-counts pad">
					{counts.map((key) => (
						<li key={key}>
							<b>{count(told[key])}</b> <span className="t2">{t(`funds.told.${key}`)}</span>
						</li>
					))}
					{told.sums.map((sum) => (
						<li key={sum.currency}>
							<b>
								{sum.currency} +{amountText(sum.inMinor, sum.currency)} −{amountText(sum.outMinor, sum.currency)}
							</b>{' '}
							<span className="t2">{t('funds.told.sum')}</span>
						</li>
					))}
				</ul>
				{told.notes.length === 0 ? null : <Notes notes={told.notes} />}
			</Section>
			{told.faultCount > 0 ? <Faults told={told} /> : null}
			{state === 'faulty' ? null : <Gaps told={told} />}
		</>
	)
}

function Notes({ notes }: { readonly notes: StatementTold['notes'] }) {
	const t = useWords()
	return (
		<ul className="fs-notes pad">
			{notes.map((note) => (
				<li key={note.kind}>
					{t(`funds.note.${note.kind}`, { says: note.says ?? '' })}
					<span className="t2"> {t('funds.note.where', { count: count(note.count), line: String(note.line) })}</span>
				</li>
			))}
		</ul>
	)
}

function Faults({ told }: { readonly told: StatementTold }) {
	const t = useWords()
	const language = useLanguage()
	return (
		<Section title={t('funds.faults')} note={count(told.faultCount)}>
			<DataTable
				label={t('funds.faults')}
				rows={told.faults.map((fault, n) => ({ ...fault, key: `${n}` }))}
				rowKey={(row) => row.key}
				total={{ of: told.faultCount }}
				columns={[
					{ key: 'line', head: t('funds.line'), width: 70, right: true, cell: (row) => row.line },
					{ key: 'field', head: t('funds.field'), width: 120, cell: (row) => <FieldName field={row.field} /> },
					{ key: 'what', head: t('funds.fault'), wraps: true, cell: (row) => row[language] },
				]}
			/>
		</Section>
	)
}

const columns = /^(?:day|time|amount|side|money_in|money_out|balance|account|other_number|file|head|zone)$/

/** A column by its name; an element of the file as it stands there. */
function FieldName({ field }: { readonly field: string }) {
	const t = useWords()
	return columns.test(field) ? <>{t(`funds.column.${field}`)}</> : <span className="mono el">{field}</span>
}

function Gaps({ told }: { readonly told: StatementTold }) {
	const t = useWords()
	return (
		<Section
			title={t('funds.gaps')}
			note={t('funds.gaps.of', { gaps: count(told.gapCount), all: count(told.balancesChecked) })}
		>
			{told.gaps.length === 0 ? (
				<p className="pad t2">{t(told.balancesChecked === 0 ? 'funds.gaps.unchecked' : 'funds.gaps.none')}</p>
			) : (
				<DataTable
					label={t('funds.gaps')}
					rows={told.gaps.map((gap, n) => ({ ...gap, key: `${n}` }))}
					rowKey={(row) => row.key}
					columns={[
						{ key: 'line', head: t('funds.line'), width: 70, right: true, cell: (row) => row.line },
						{ key: 'kind', head: t('funds.gap.kind'), cell: (row) => t(`funds.gap.${row.kind}`) },
						{
							key: 'expected',
							head: t('funds.gap.expected'),
							width: 120,
							right: true,
							cell: (row) => balanceText(row.expectedMinor, row.currency),
						},
						{
							key: 'found',
							head: t('funds.gap.found'),
							width: 120,
							right: true,
							cell: (row) => balanceText(row.foundMinor, row.currency),
						},
					]}
				/>
			)}
		</Section>
	)
}

function balanceText(minor: number, currency: string): string {
	return `${minor < 0 ? '−' : ''}${amountText(Math.abs(minor), currency)}`
}
