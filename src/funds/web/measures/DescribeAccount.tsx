import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Field } from '#kernel/web/parts/Field.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { holderKind, type HolderKind, useKind, type UseKind } from '../../contract/lists.ts'
import { describeAccount } from '../../contract/freeze.ts'
import type { MeasureSheet } from '../../contract/measure-shapes.ts'

type Props = { readonly sheet: MeasureSheet; readonly onClose: () => void; readonly onDone: () => void }

/** F83, F84. What kind of account it is, from a document; what people live on is released at once. */
export function DescribeAccount({ sheet, onClose, onDone }: Props) {
	const t = useWords()
	const act = useAct(describeAccount)
	const [holder, setHolder] = useState<HolderKind>(sheet.holderKind)
	const [use, setUse] = useState<UseKind>(sheet.useKind)
	const [province, setProvince] = useState(sheet.province ?? '')
	const send = async (because: string): Promise<void> => {
		if (sheet.account === null) return
		const where = province.trim().toUpperCase()
		const input = { report: sheet.report.id, account: sheet.account.id, holderKind: holder, useKind: use, because }
		if ((await act.perform(where === '' ? input : { ...input, province: where })) !== null) onDone()
	}
	return (
		<ReasonDialog
			title={t('funds.account.describe')}
			label={t('funds.account.because')}
			act={t('funds.fields.keep')}
			maxLength={300}
			busy={act.busy}
			problem={act.problem}
			problemTitle={t('funds.measures.not-done')}
			onClose={onClose}
			onSend={(because) => void send(because)}
		>
			<div className="fm-fields">
				<Select
					label={t('funds.account.holder')}
					value={holder}
					onChange={setHolder}
					choices={holderKind.options.map((value) => ({ value, label: t(`funds.account.holder.${value}`) }))}
				/>
				<Select
					label={t('funds.account.use')}
					value={use}
					onChange={setUse}
					choices={useKind.options.map((value) => ({ value, label: t(`funds.account.use.${value}`) }))}
				/>
				<Field
					label={t('funds.account.province')}
					hint={t('funds.account.province.hint')}
					value={province}
					onChange={setProvince}
					maxLength={6}
					mono
				/>
			</div>
		</ReasonDialog>
	)
}
