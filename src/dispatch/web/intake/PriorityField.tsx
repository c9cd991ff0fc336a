import { useMemo } from 'react'
import { useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { useWords } from '#kernel/web/words.ts'
import { showIncident } from '../../contract/incidents.ts'
import { type Classified, PriorityByHand, PriorityGround } from '../shared/PriorityByHand.tsx'
import drawing from '../../process/priority.dmn?raw'
import type { CallShown, Opened } from './CallForm.tsx'
import { around, askedColumns, hitRow, readTable } from './priority-table.ts'
import { Row } from './Row.tsx'

type PriorityProps = {
	readonly call: CallShown
	readonly opened: Opened | null
	/** The priority was set by hand; the reason is null when the table decides again. */
	readonly onSet: (set: Classified, reason: string | null) => void
}

/** The priority, the row of the table that gives it, and setting another by hand once the desk has it. */
export function PriorityField({ call, opened, onSet }: PriorityProps) {
	const t = useWords()
	const incident = useIncident(opened?.incident ?? call.incident?.id ?? null)
	const rows = useMemo(() => readTable(drawing), [])
	const foreseen = hitRow(rows, call.type, call.facts)
	// What was answered here last, until the incident has been read again.
	const newest = opened !== null && opened.version > (incident?.version ?? 0) ? opened : null
	const rule = newest?.rule ?? incident?.classifications[0]?.rule
	const decided = rule === undefined ? foreseen : (rows.find((row) => rule.rows.includes(row.row)) ?? foreseen)
	const level = newest?.priority ?? incident?.priority ?? foreseen?.priority ?? null
	const cell = (allowed: readonly string[] | null | undefined, name: string) =>
		allowed === null || allowed === undefined
			? t('dispatch.table.any')
			: allowed.map((value) => t(`dispatch.tableFact.${name}.${value}`)).join(t('dispatch.table.or'))
	return (
		<Row at={3} keys="F4" name="priority" label={t('dispatch.intake.priority')}>
			<div className="priority-box">
				<span
					className={`p p${level ?? 5} huge`}
					role="img"
					aria-label={level === null ? t('dispatch.intake.noPriority') : t('web.priority', { level })}
				>
					{level ?? '—'}
				</span>
				<table className="dt" aria-label={t('dispatch.intake.table')}>
					<thead>
						<tr>
							<th className="c-no">{t('dispatch.table.row')}</th>
							{askedColumns.map((name) => (
								<th key={name}>{t(`dispatch.tableFact.${name}`)}</th>
							))}
							<th className="r c-priority">{t('dispatch.intake.priority')}</th>
						</tr>
					</thead>
					<tbody>
						{around(rows, call.type, decided).map((row) => (
							<tr
								key={row.row}
								className={row === decided ? 'sel' : undefined}
								aria-current={row === decided || undefined}
							>
								<td className={row === decided ? undefined : 't3'}>{row.row}</td>
								{askedColumns.map((name, at) => (
									<td key={name} className={row === decided ? undefined : 't3'}>
										{row === decided && row.columns[at + 1] !== null ? (
											<b>{cell(row.columns[at + 1], name)}</b>
										) : (
											cell(row.columns[at + 1], name)
										)}
									</td>
								))}
								<td className={row === decided ? 'r' : 'r t3'}>
									{row === decided ? <b>{row.priority}</b> : row.priority}
								</td>
							</tr>
						))}
						{call.type === null && (
							<tr>
								<td colSpan={6} className="t3">
									{t('dispatch.intake.typeFirst')}
								</td>
							</tr>
						)}
					</tbody>
				</table>
			</div>
			<div className="row sm t2 place-more">
				{incident === undefined ? (
					<span>
						{t('dispatch.intake.byTable')} <RuleTag id="D7" />{' '}
						{decided !== null && t('dispatch.intake.foreseen', { row: decided.row })}
					</span>
				) : (
					<span>
						<PriorityGround incident={incident} />
					</span>
				)}
				<span className="sp" />
				{incident === undefined ? (
					<Button kind="bare" keys="Alt P" onPress={() => undefined} notYet={t('dispatch.priority.deskFirst')}>
						{t('dispatch.priority.set')}
					</Button>
				) : (
					<PriorityByHand incident={incident} onSet={onSet} />
				)}
			</div>
		</Row>
	)
}

/** The incident this call became, once the desk has it. */
function useIncident(id: string | null) {
	const view = useView(
		showIncident,
		{ incident: id ?? '' },
		{ enabled: id !== null, topics: ['dispatch.incident.'], keep: true },
	)
	return view.output?.id === id ? view.output : undefined
}
