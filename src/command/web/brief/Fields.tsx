import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { useNames } from '#kernel/web/names.ts'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { ReportFieldShape } from '../../contract/report.ts'

/** K82. The fields of a report, each with the act, the entry and the time its value came from. */
export function Fields({
	fields,
	enter,
	matter,
}: {
	readonly fields: readonly ReportFieldShape[]
	/** What stands in a field that is asked for. */
	readonly enter?: (field: ReportFieldShape) => ReactNode
	/** Where what is missing is entered. */
	readonly matter?: string | null
}) {
	const t = useWords()
	const say = useSay()
	const nameOf = useNames()
	const missing = (field: ReportFieldShape): ReactNode => {
		if (field.asks !== null && enter !== undefined) return enter(field)
		return (
			<span className="t3">
				{t('command.report.lacks')}{' '}
				{matter == null ? null : <Link href={matter}>{t('command.report.enter-there')}</Link>}
			</span>
		)
	}
	return (
		<DataTable
			label={t('command.report.fields')}
			rows={fields}
			rowKey={(field) => field.fact}
			two={(field) => field.asks !== null}
			columns={[
				{ key: 'field', head: t('command.report.field'), width: 170, wraps: true, cell: (field) => say(field.words) },
				{
					key: 'value',
					head: t('command.report.value'),
					wraps: true,
					cell: (field) => (field.value === null ? missing(field) : <b>{say(field.value)}</b>),
				},
				{
					key: 'act',
					head: t('command.report.source'),
					wraps: true,
					from: 560,
					cell: (field) => (field.from === null ? null : <span className="t2">{nameOf(field.from.act)}</span>),
				},
				{
					key: 'entry',
					head: t('command.brief.col.entry'),
					width: 72,
					right: true,
					cell: (field) =>
						field.from?.entry == null ? null : <Link href={`/entries/${field.from.entry}`}>{field.from.entry}</Link>,
				},
				{
					key: 'at',
					head: t('command.brief.col.at'),
					width: 106,
					right: true,
					from: 460,
					cell: (field) => (field.from === null ? null : when(field.from.at)),
				},
			]}
		/>
	)
}
