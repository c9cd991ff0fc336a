import { Field } from '#kernel/web/parts/Field.tsx'
import { useWords } from '#kernel/web/words.ts'
import { type Typed, wrongAmounts } from './fields.ts'

/** The four and the amount to hold, each as far as it is known. */
export function FieldsForm({ typed, onChange }: { readonly typed: Typed; readonly onChange: (typed: Typed) => void }) {
	const t = useWords()
	const wrong = wrongAmounts(typed)
	const set = (key: keyof Typed) => (value: string) => onChange({ ...typed, [key]: value })
	const fault = (key: 'amount' | 'asked') => (wrong.includes(key) ? t('funds.fields.amount.wrong') : null)
	return (
		<div className="fm-fields">
			<Field label={t('funds.four.holder')} value={typed.holder} onChange={set('holder')} maxLength={120} />
			<Field label={t('funds.fields.bank')} value={typed.bank} onChange={set('bank')} maxLength={80} />
			<Field
				label={t('funds.four.number')}
				value={typed.number}
				onChange={set('number')}
				maxLength={80}
				mono
				inputMode="numeric"
			/>
			<Field
				label={t('funds.four.amount')}
				value={typed.amount}
				onChange={set('amount')}
				maxLength={20}
				inputMode="decimal"
				wrong={fault('amount')}
			/>
			<Field label={t('funds.four.time')} value={typed.at} onChange={set('at')} type="datetime-local" step={1} />
			<Field
				label={t('funds.fields.asked')}
				hint={t('funds.fields.asked.hint')}
				value={typed.asked}
				onChange={set('asked')}
				maxLength={20}
				inputMode="decimal"
				wrong={fault('asked')}
			/>
		</div>
	)
}
