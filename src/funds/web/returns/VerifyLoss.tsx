import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { fileHash } from '#kernel/web/file-hash.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { verifyLoss } from '../../contract/return.ts'
import type { ShownPlan } from '../../contract/return-shapes.ts'
import { amountText } from '../../contract/decimal.ts'
import { minorOf } from '../report/amount.ts'
import { useRefused } from './refused.ts'

type Props = {
	readonly victims: ShownPlan['victims']
	readonly currency: string
	/** The report the screen is of: whose loss is asked for first when all are verified. */
	readonly report: string
	readonly onChanged: () => void
}

/** F286. Opens the dialog in which what a victim lost is verified by its document; who may not sees by which rule. */
export function VerifyLoss(props: Props) {
	const t = useWords()
	const [open, setOpen] = useState(false)
	if (props.victims.length === 0) return null
	return (
		<>
			<Button keys="V" onPress={() => setOpen(true)}>
				{t('funds.returns.do.verify')}
			</Button>
			{open ? <Verify {...props} onClose={() => setOpen(false)} /> : null}
		</>
	)
}

type Document = { readonly name: string; readonly sha256: string }

function Verify({ victims, currency, report, onChanged, onClose }: Props & { readonly onClose: () => void }) {
	const t = useWords()
	const act = useAct(verifyLoss)
	const first = victims.find((one) => one.verifiedMinor === null) ?? victims.find((one) => one.report === report)
	const [chosen, setChosen] = useState((first ?? victims[0])?.report ?? report)
	const [amount, setAmount] = useState('')
	const [said, setSaid] = useState('')
	const [file, setFile] = useState<Document | null>(null)
	const [reading, setReading] = useState(false)
	const refused = useRefused(verifyLoss.name, { type: 'FraudReport', id: chosen })
	const verifiedMinor = minorOf(amount, currency)
	const missing =
		verifiedMinor === null
			? t('funds.returns.verify.amount.first')
			: said.trim() === ''
				? t('funds.returns.verify.document.first')
				: file === null
					? t('funds.returns.verify.file.first')
					: undefined
	const send = (): void => {
		if (verifiedMinor === null || file === null || missing !== undefined || refused !== undefined) return
		void act.perform({ report: chosen, verifiedMinor, document: said.trim(), sha256: file.sha256 }).then((done) => {
			if (done === null) return
			onClose()
			onChanged()
		})
	}
	const take = (given: File | undefined): void => {
		setFile(null)
		if (given === undefined) return
		setReading(true)
		void fileHash(given)
			.then((sha256) => {
				setFile({ name: given.name, sha256 })
				setSaid((was) => (was === '' ? given.name.slice(0, 200) : was))
			})
			.finally(() => setReading(false))
	}
	return (
		<Dialog
			title={t('funds.returns.do.verify')}
			onClose={onClose}
			keys={{ 'Ctrl Enter': send }}
			acts={
				<Button
					kind="go"
					keys="Ctrl Enter"
					bind={false}
					busy={act.busy || reading}
					refused={refused}
					notYet={missing}
					onPress={send}
				>
					{t('funds.returns.do.verify')}
				</Button>
			}
		>
			<Select
				label={t('funds.returns.report')}
				value={chosen}
				onChange={setChosen}
				choices={victims.map((one) => ({
					value: one.report,
					label: `${one.number} · ${
						one.verifiedMinor === null ? t('funds.returns.unverified') : amountText(one.verifiedMinor, currency)
					}`,
				}))}
			/>
			<Field
				label={t('funds.returns.verify.amount', { currency })}
				value={amount}
				onChange={setAmount}
				inputMode="decimal"
				maxLength={20}
				required
				wrong={amount.trim() !== '' && verifiedMinor === null ? t('funds.returns.verify.amount.wrong') : null}
			/>
			<label className="fld">
				<span className="lab">{t('funds.returns.verify.file')}</span>
				<input type="file" onChange={(event) => take(event.target.files?.[0])} />
				<span className="hint">
					{file === null ? t('funds.returns.verify.file.why') : <span className="mono r-hash">{file.sha256}</span>}
				</span>
			</label>
			<Field
				label={t('funds.returns.verify.document')}
				value={said}
				onChange={setSaid}
				maxLength={200}
				required
				hint={t('funds.returns.verify.newest')}
			/>
			{act.problem === null ? null : (
				<Problem
					problem={act.problem}
					title={t('funds.returns.not-done')}
					ask={{ action: verifyLoss.name, on: { type: 'FraudReport', id: chosen } }}
				/>
			)}
		</Dialog>
	)
}
