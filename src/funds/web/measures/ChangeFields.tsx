import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { localText } from '#kernel/web/local-time.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { money } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { MeasureSheet } from '../../contract/measure-shapes.ts'
import { changeMeasure } from '../../contract/measure.ts'
import { toSend, type Typed, wrongAmounts } from './fields.ts'
import { FieldsForm } from './FieldsForm.tsx'

type Props = { readonly sheet: MeasureSheet; readonly onClose: () => void; readonly onDone: () => void }

/** F60, F61. Fills in what is missing, or puts right what the bank could not match. */
export function ChangeFields({ sheet, onClose, onDone }: Props) {
	const t = useWords()
	const change = useAct(changeMeasure)
	const [typed, setTyped] = useState<Typed>(() => typedOf(sheet))
	const wrong = wrongAmounts(typed).length > 0
	const send = async (): Promise<void> => {
		if (wrong) return
		const input = { measure: sheet.id, version: sheet.version, ...toSend(typed) }
		if ((await change.perform(input)) !== null) onDone()
	}
	return (
		<Dialog
			title={t('funds.four.change')}
			onClose={onClose}
			keys={{ 'Ctrl Enter': () => void send() }}
			acts={
				<Button
					kind="go"
					keys="Ctrl Enter"
					bind={false}
					busy={change.busy}
					onPress={() => void send()}
					notYet={wrong ? t('funds.fields.amount.wrong') : undefined}
				>
					{t('funds.fields.keep')}
				</Button>
			}
		>
			<FieldsForm typed={typed} onChange={setTyped} />
			{change.problem === null ? null : <Problem problem={change.problem} title={t('funds.measures.not-done')} />}
		</Dialog>
	)
}

function typedOf(sheet: MeasureSheet): Typed {
	const amount = (minor: number | null) => (minor === null ? '' : money(minor))
	return {
		holder: sheet.holder ?? '',
		bank: sheet.account?.bank ?? '',
		number: sheet.number ?? '',
		amount: amount(sheet.amountMinor),
		at: sheet.at === null ? '' : localText(sheet.at, true),
		asked: amount(sheet.askedMinor),
	}
}
