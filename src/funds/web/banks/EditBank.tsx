import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Check } from '#kernel/web/parts/Check.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { type BankRow, changeBank, closeBank, keepBank } from '../../contract/bank.ts'
import { bankKind, type OrderColumn, orderColumn, orderWay } from '../../contract/bank-lists.ts'

type Props = { readonly bank: BankRow | null; readonly onClose: () => void; readonly onDone: () => void }

const split = (text: string) => text.split(/[\s,，、]+/).filter((part) => part !== '')
const isColumn = (text: string): text is OrderColumn => orderColumn.safeParse(text).success

/** F130, F131, F134. One line of the directory. The columns of a bank's own file are written in its order, one after another. */
export function EditBank({ bank, onClose, onDone }: Props) {
	const t = useWords()
	const may = useMay()
	const keep = useAct(keepBank)
	const change = useAct(changeBank)
	const close = useAct(closeBank)
	const [code, setCode] = useState('')
	const [en, setEn] = useState(bank?.en ?? '')
	const [zh, setZh] = useState(bank?.zh ?? '')
	const [names, setNames] = useState((bank?.names ?? []).join(' '))
	const [kind, setKind] = useState<BankRow['kind']>(bank?.kind ?? 'bank')
	const [way, setWay] = useState<BankRow['way']>(bank?.way ?? 'sheet')
	const [columns, setColumns] = useState((bank?.columns ?? []).join(' '))
	const [holdsAmount, setHoldsAmount] = useState(bank?.holdsAmount ?? true)
	const [province, setProvince] = useState(bank?.province ?? '')
	const [bic, setBic] = useState(bank?.bic ?? '')
	const [stopLine, setStopLine] = useState(bank?.stopLine ?? '')
	const strange = split(columns).filter((one) => !isColumn(one))
	const missing =
		en.trim() === '' || zh.trim() === '' || (bank === null && code.trim() === '')
			? t('funds.bank.first')
			: strange.length > 0
				? t('funds.bank.columns.strange', { name: strange[0] ?? '' })
				: undefined
	const facts = {
		en: en.trim(),
		zh: zh.trim(),
		names: split(names),
		kind,
		way,
		columns: split(columns).filter(isColumn),
		holdsAmount,
		province: province.trim() === '' ? null : province.trim(),
		bic: bic.trim() === '' ? null : bic.trim(),
		stopLine: stopLine.trim() === '' ? null : stopLine.trim(),
	}
	const ended = (done: unknown): void => {
		if (done === null) return
		onDone()
		onClose()
	}
	const send = async (): Promise<void> =>
		ended(
			bank === null
				? await keep.perform({ code: code.trim(), ...facts })
				: await change.perform({ bank: bank.id, version: bank.version, ...facts }),
		)
	const problem = keep.problem ?? change.problem ?? close.problem
	return (
		<Dialog
			wide
			title={bank === null ? t('funds.bank.keep') : t('funds.bank.change')}
			onClose={onClose}
			acts={
				<>
					<Button kind="go" main busy={keep.busy || change.busy} notYet={missing} onPress={() => void send()}>
						{t('funds.bank.do')}
					</Button>
					{bank !== null && may?.has(closeBank.name) === true ? (
						<Button
							busy={close.busy}
							onPress={() => void close.perform({ bank: bank.id, version: bank.version }).then(ended)}
						>
							{t('funds.bank.close')}
						</Button>
					) : null}
				</>
			}
		>
			{bank === null ? (
				<Field label={t('funds.bank.code')} value={code} onChange={setCode} maxLength={12} required autoFocus mono />
			) : null}
			<Field label={t('funds.bank.name.zh')} value={zh} onChange={setZh} maxLength={80} required />
			<Field label={t('funds.bank.name.en')} value={en} onChange={setEn} maxLength={80} required />
			<Field
				label={t('funds.bank.names')}
				hint={t('funds.bank.names.hint')}
				value={names}
				onChange={setNames}
				maxLength={400}
			/>
			<Select
				label={t('funds.bank.kind')}
				value={kind}
				onChange={setKind}
				choices={bankKind.options.map((value) => ({ value, label: t(`funds.bank.kind.${value}`) }))}
			/>
			<Chips
				label={t('funds.way')}
				value={way}
				onChange={setWay}
				chips={orderWay.options.map((value) => ({ value, label: t(`funds.way.${value}`) }))}
			/>
			<Field
				label={t('funds.bank.columns')}
				hint={t('funds.bank.columns.hint', { all: orderColumn.options.join(' ') })}
				value={columns}
				onChange={setColumns}
				maxLength={300}
				mono
			/>
			<Check on={holdsAmount} onChange={setHoldsAmount}>
				{t('funds.bank.holds.amount')}
			</Check>
			<Field label="BIC" value={bic} onChange={setBic} maxLength={11} mono />
			<Field label={t('funds.bank.province')} value={province} onChange={setProvince} maxLength={6} mono />
			<Field label={t('funds.bank.line')} value={stopLine} onChange={setStopLine} type="tel" maxLength={40} />
			{problem === null ? null : <Problem problem={problem} title={t('funds.orders.not-done')} />}
		</Dialog>
	)
}
