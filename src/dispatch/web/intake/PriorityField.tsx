import { useMemo } from 'react'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { useWords } from '#kernel/web/words.ts'
import drawing from '../../process/priority.dmn?raw'
import type { CallShown, Opened } from './CallForm.tsx'
import { around, askedColumns, hitRow, readTable } from './priority-table.ts'
import { Row } from './Row.tsx'

/** The priority, and the row of the table that gives it. */
export function PriorityField({ call, opened }: { readonly call: CallShown; readonly opened: Opened | null }) {
	const t = useWords()
	const rows = useMemo(() => readTable(drawing), [])
	const foreseen = hitRow(rows, call.type, call.facts)
	const decided = opened === null ? foreseen : (rows.find((row) => opened.rule.rows.includes(row.row)) ?? foreseen)
	const level = opened?.priority ?? foreseen?.priority ?? null
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
				{t('dispatch.intake.byTable')} <RuleTag id={opened?.rule.rule ?? 'D7'} />
				{decided !== null &&
					t(opened === null ? 'dispatch.intake.foreseen' : 'dispatch.intake.decided', {
						row: decided.row,
						version: opened?.rule.version ?? '',
					})}
			</div>
		</Row>
	)
}
