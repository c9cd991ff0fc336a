import { DataTable, type Group } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Tide, Timer } from '#kernel/web/parts/Tide.tsx'
import { money, when } from '#kernel/web/times.ts'
import type { Deadline } from '#kernel/web/tide.ts'
import { type Translate, useSay, useWords } from '#kernel/web/words.ts'
import type { MeasureRow } from '../../contract/measure-shapes.ts'

/** Where the eye must stop: what waits for us, for the bank, for the freeze, and what is frozen. */
const groups = ['ours', 'bank', 'freeze', 'frozen', 'ended'] as const

function groupOf(row: MeasureRow): (typeof groups)[number] {
	if (row.endedAt !== null) return 'ended'
	if (row.state === 'sent') return 'bank'
	if (row.state === 'held') return row.kind === 'stop' ? 'freeze' : 'frozen'
	return 'ours'
}

/** F76. Sections by who has to act, each by what runs out first. */
export function MeasureTable(props: {
	readonly rows: readonly MeasureRow[]
	readonly more: boolean
	readonly chosen: string | null
	readonly onChoose: (row: MeasureRow) => void
}) {
	const t = useWords()
	const say = useSay()
	const parts: Group<MeasureRow>[] = groups.flatMap((key) => {
		const rows = props.rows.filter((row) => groupOf(row) === key)
		if (rows.length === 0) return []
		return [{ key, title: t(`funds.measures.group.${key}`), note: t(`funds.measures.group.${key}.note`), rows }]
	})
	return (
		<DataTable
			label={t('funds.measures.title')}
			groups={parts}
			rowKey={(row) => row.id}
			selected={props.chosen}
			onSelect={props.onChoose}
			keys
			empty={<Empty title={t('funds.measures.empty')}>{t('funds.measures.empty.why')}</Empty>}
			{...(props.more ? { total: { of: props.rows.length, more: true } } : {})}
			columns={[
				{ key: 'account', head: t('funds.measures.account'), width: 118, cell: (row) => <Account row={row} /> },
				{
					key: 'bank',
					head: t('funds.measures.bank'),
					from: 760,
					width: 136,
					cell: (row) => (row.account === null ? '—' : say(row.account.bankName)),
				},
				{ key: 'state', head: t('funds.measures.state'), cell: (row) => <State row={row} /> },
				{ key: 'report', head: t('funds.measures.report'), from: 900, width: 118, cell: (row) => row.report.number },
				{
					key: 'held',
					head: t('funds.measures.held'),
					from: 480,
					width: 150,
					right: true,
					cell: (row) => <Held row={row} />,
				},
				{ key: 'tide', head: t('funds.measures.clock'), from: 620, width: 96, cell: (row) => <Bar row={row} /> },
				{ key: 'left', head: t('funds.measures.left'), width: 116, right: true, cell: (row) => <Left row={row} /> },
			]}
		/>
	)
}

/** The account by its last four, as lists name it. */
export function accountWords(t: Translate, row: MeasureRow): string {
	return row.account === null
		? t('funds.measures.no-account')
		: t('funds.measures.account.last', { last: row.account.last })
}

function Account({ row }: { readonly row: MeasureRow }) {
	return <b className="fm-account">{accountWords(useWords(), row)}</b>
}

/** What is waited for, in words: of a held stop how far its freeze is. */
export function waitsFor(t: Translate, row: MeasureRow): string {
	if (row.endedAt !== null && row.endReason !== null) return t(`funds.measures.ended.${row.endReason}`)
	const [missing] = row.missing
	if (row.state === 'draft' && missing !== undefined)
		return t('funds.measures.lacks', {
			what: row.missing.map((field) => t(`funds.four.${field}`)).join(t('funds.list')),
		})
	if (row.state === 'mismatch' && row.mismatch !== null)
		return t('funds.measures.mismatch', { what: t(`funds.four.${row.mismatch}`) })
	if (row.objectionDueAt !== null) return t('funds.measures.objected')
	if (row.state !== 'held' || row.kind !== 'stop') return t(`funds.measures.now.${row.kind}.${row.state}`)
	if (row.freeze !== null && ['draft', 'signing', 'sent'].includes(row.freeze.state))
		return t(`funds.measures.freeze.${row.freeze.state}`)
	return row.report.state === 'case' ? t('funds.measures.freeze.none') : t('funds.measures.freeze.case')
}

function State({ row }: { readonly row: MeasureRow }) {
	const t = useWords()
	const bad = row.state === 'mismatch' || (row.state === 'draft' && row.missing.length > 0)
	return (
		<span className={`el fm-state ${bad ? 'warn' : ''}`} title={waitsFor(t, row)}>
			{bad ? <Icon name="alert" /> : row.state === 'held' ? <Icon name="lock" /> : null} {waitsFor(t, row)}
		</span>
	)
}

function Held({ row }: { readonly row: MeasureRow }) {
	const t = useWords()
	if (row.heldMinor === null)
		return row.askedMinor === null ? <>—</> : <span className="t2">{money(row.askedMinor)}</span>
	return (
		<span title={row.askedMinor === null ? undefined : t('funds.measures.of-asked', { asked: money(row.askedMinor) })}>
			{money(row.heldMinor)}
		</span>
	)
}

/** The clock that runs now: of a bank that has to answer, of an objection, of the hold. */
export function clockOf(row: MeasureRow): Deadline | null {
	const at = (moment: string | null): number | null => (moment === null ? null : Date.parse(moment))
	if (row.endedAt !== null) return null
	if (row.state === 'sent') {
		const [from, due] = [at(row.sentAt), at(row.answerDueAt)]
		return from === null || due === null ? null : { from, due }
	}
	const due = at(row.untilAt)
	const from = at(row.answeredAt) ?? at(row.sentAt)
	return from === null || due === null ? null : { from, due }
}

function Bar({ row }: { readonly row: MeasureRow }) {
	const clock = clockOf(row)
	return clock === null ? null : <Tide deadline={clock} />
}

function Left({ row }: { readonly row: MeasureRow }) {
	const clock = clockOf(row)
	if (clock !== null) return <Timer deadline={clock} />
	return <span className="t2">{when(row.endedAt ?? row.signedAt ?? row.draftedAt)}</span>
}
