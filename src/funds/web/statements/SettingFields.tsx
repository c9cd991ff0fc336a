import { Field } from '#kernel/web/parts/Field.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { type BankSetting, bankSetting, columnField } from '../../contract/bank-setting.ts'

export const blankSetting: BankSetting = bankSetting.parse({})

type Props = { readonly setting: BankSetting; readonly onChange: (setting: BankSetting) => void }

/** F176. How a bank writes its files; heads of columns are needed only where they are not the usual ones. */
export function SettingFields({ setting, onChange }: Props) {
	const t = useWords()
	const put = (more: Partial<BankSetting>) => onChange({ ...setting, ...more })
	return (
		<details className="fs-setting">
			<summary>{t('funds.setting')}</summary>
			<div className="fs-two">
				<Field label={t('funds.setting.zone')} value={setting.zone} onChange={(zone) => put({ zone })} maxLength={40} />
				<Field
					label={t('funds.setting.currency')}
					value={setting.currency}
					onChange={(currency) => put({ currency: currency.toUpperCase() })}
					maxLength={3}
				/>
				<Select
					label={t('funds.setting.encoding')}
					value={setting.encoding}
					onChange={(encoding) => put({ encoding })}
					choices={(['auto', 'utf-8', 'utf-16le', 'utf-16be', 'gb18030', 'iso-8859-1'] as const).map((value) => ({
						value,
						label: value === 'auto' ? t('funds.setting.auto') : value.toUpperCase(),
					}))}
				/>
				<Select
					label={t('funds.setting.decimal')}
					value={setting.decimal}
					onChange={(decimal) => put({ decimal })}
					choices={(['.', ','] as const).map((value) => ({ value, label: value === '.' ? '1,234.50' : '1.234,50' }))}
				/>
				<Select
					label={t('funds.setting.order')}
					value={setting.order}
					onChange={(order) => put({ order })}
					choices={(['ymd', 'dmy', 'mdy'] as const).map((value) => ({
						value,
						label: t(`funds.setting.order.${value}`),
					}))}
				/>
				<Field
					label={t('funds.setting.account')}
					value={setting.account ?? ''}
					onChange={(account) => {
						const { account: _before, ...rest } = setting
						onChange(account === '' ? rest : { ...rest, account })
					}}
					maxLength={80}
				/>
			</div>
			<p className="t2">{t('funds.setting.columns')}</p>
			<div className="fs-columns">
				{columnField.options.map((field) => (
					<Field
						key={field}
						label={t(`funds.column.${field}`)}
						value={setting.columns[field] ?? ''}
						onChange={(head) => {
							const { [field]: _before, ...rest } = setting.columns
							put({ columns: head === '' ? rest : { ...rest, [field]: head } })
						}}
						maxLength={60}
					/>
				))}
			</div>
		</details>
	)
}
