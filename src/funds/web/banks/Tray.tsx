import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { when } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { dismissAnswer, matchAnswer, type TrayRow } from '../../contract/answer.ts'
import { amountText } from '../../contract/decimal.ts'

type Props = { readonly rows: readonly TrayRow[]; readonly onChanged: () => void }

/** F144. Answers whose order nobody knows: a person matches each, or sets it aside with a reason. Nothing while there is none. */
export function Tray({ rows, onChanged }: Props) {
	const t = useWords()
	const may = useMay()
	const language = useLanguage()
	const [matching, setMatching] = useState<TrayRow | null>(null)
	const mayMatch = may?.has(matchAnswer.name) === true
	if (rows.length === 0) return null
	return (
		<Section
			title={<span className="warn">△ {t('funds.tray')}</span>}
			note={String(rows.length)}
			tools={
				mayMatch ? (
					<Button kind="bare" keys="M" onPress={() => setMatching(rows[0] ?? null)}>
						{t('funds.tray.match')}
					</Button>
				) : undefined
			}
		>
			<DataTable
				label={t('funds.tray')}
				rows={rows}
				rowKey={(row) => row.id}
				{...(mayMatch ? { onOpen: setMatching } : {})}
				columns={[
					{ key: 'bank', head: t('funds.bank'), width: 150, cell: (row) => row.bank?.[language] ?? '—' },
					{ key: 'said', head: t('funds.answer'), cell: (row) => <Said row={row} /> },
					{
						key: 'named',
						head: t('funds.tray.named'),
						from: 640,
						cell: (row) => <span className="el">{row.said.order ?? row.said.uetr ?? row.said.endToEnd ?? '—'}</span>,
					},
					{ key: 'why', head: t('funds.tray.why'), width: 200, cell: (row) => t(`funds.tray.why.${row.why}`) },
					{ key: 'at', head: t('funds.answer.at'), width: 96, right: true, cell: (row) => when(row.at) },
				]}
			/>
			{matching === null ? null : (
				<Match key={matching.id} row={matching} onClose={() => setMatching(null)} onChanged={onChanged} />
			)}
		</Section>
	)
}

function Said({ row }: { readonly row: TrayRow }) {
	const t = useWords()
	const words =
		row.is === 'mismatch'
			? t('funds.answer.mismatch.of', { field: t(`funds.field.${row.field}`) })
			: t(`funds.answer.is.${row.is}`)
	const amount = row.amountMinor === null || row.currency === null ? '' : amountText(row.amountMinor, row.currency)
	return (
		<span className="el">
			{words} {amount}
		</span>
	)
}

function Match({
	row,
	onClose,
	onChanged,
}: {
	readonly row: TrayRow
	readonly onClose: () => void
	readonly onChanged: () => void
}) {
	const t = useWords()
	const match = useAct(matchAnswer)
	const dismiss = useAct(dismissAnswer)
	const [order, setOrder] = useState('')
	const [setting, setSetting] = useState(false)
	const done = (): void => {
		onChanged()
		onClose()
	}
	const send = async (number: string): Promise<void> => {
		if ((await match.perform({ answer: row.id, version: row.version, order: number })) !== null) done()
	}
	const aside = async (reason: string): Promise<void> => {
		if ((await dismiss.perform({ answer: row.id, version: row.version, reason })) !== null) done()
	}
	const missing = order.trim() === '' ? t('funds.tray.order.first') : undefined
	if (setting)
		return (
			<ReasonDialog
				title={t('funds.tray.dismiss')}
				label={t('funds.tray.reason')}
				act={t('funds.tray.dismiss')}
				maxLength={300}
				busy={dismiss.busy}
				problem={dismiss.problem}
				problemTitle={t('funds.orders.not-done')}
				onClose={onClose}
				onSend={(reason) => void aside(reason)}
			/>
		)
	return (
		<Dialog
			title={t('funds.tray.match')}
			onClose={onClose}
			acts={
				<>
					<Button kind="go" main busy={match.busy} notYet={missing} onPress={() => void send(order.trim())}>
						{t('funds.tray.match.do')}
					</Button>
					<Button onPress={() => setSetting(true)}>{t('funds.tray.dismiss')}</Button>
				</>
			}
		>
			<p>
				<Said row={row} /> <span className="t2">{row.message}</span>
			</p>
			<Field
				label={t('funds.order.number')}
				value={order}
				onChange={setOrder}
				maxLength={35}
				autoFocus
				onEnter={() => void (missing === undefined && send(order.trim()))}
			/>
			<ul className="f-list" aria-label={t('funds.tray.near')}>
				{row.near.map((near) => (
					<li key={near.number}>
						<Button kind="bare" onPress={() => setOrder(near.number)}>
							{near.number}
						</Button>{' '}
						<span className="t2">
							{t(`funds.order.is.${near.is}`)} · {t('funds.account.tail', { tail: near.tail })} ·{' '}
							{amountText(near.amountMinor, near.currency)}
						</span>
					</li>
				))}
			</ul>
			{match.problem === null ? null : <Problem problem={match.problem} title={t('funds.orders.not-done')} />}
		</Dialog>
	)
}
