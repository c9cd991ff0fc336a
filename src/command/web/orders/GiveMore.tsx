import { Field } from '#kernel/web/parts/Field.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { orderClaim, orderCounts, targetKind } from '../../contract/order-lists.ts'
import type { FormProps } from './Give.tsx'

/** What few orders need: the number of a paper, a target, a claim. */
export function GiveMore({ draft, onChange }: FormProps) {
	const t = useWords()
	return (
		<details className="order-more">
			<summary>{t('command.order.form.more')}</summary>
			<div className="col">
				<Field
					label={t('command.order.reference')}
					value={draft.reference}
					onChange={(reference) => onChange({ reference })}
					maxLength={60}
				/>
				<Target {...{ draft, onChange }} />
				<Claim {...{ draft, onChange }} />
			</div>
		</details>
	)
}

type Props = Pick<FormProps, 'draft' | 'onChange'>

/** K31. Places, tasks and repairs: there is no word here for arrests, fines or people. */
function Target({ draft, onChange }: Props) {
	const t = useWords()
	return (
		<fieldset className="order-fieldset">
			<legend>
				{t('command.order.target')} <RuleTag id="K31" />
			</legend>
			<div className="order-line">
				<Select
					label={t('command.order.form.counts')}
					value={draft.counts}
					prompt={t('command.order.form.no-target')}
					choices={orderCounts.options.map((value) => ({ value, label: t(`command.order.counts.${value}`) }))}
					onChange={(counts) => onChange({ counts })}
				/>
				<Field
					label={t('command.order.form.amount')}
					type="number"
					value={draft.amount}
					onChange={(amount) => onChange({ amount })}
				/>
			</div>
			{draft.counts !== '' && (
				<>
					<Select
						label={t('command.order.form.list-kind')}
						value={draft.listKind}
						choices={targetKind.options.map((value) => ({ value, label: t(`command.order.target.${value}`) }))}
						onChange={(listKind) => onChange({ listKind })}
					/>
					<Field
						label={t('command.order.form.list')}
						hint={t('command.order.form.list-hint')}
						value={draft.list}
						onChange={(list) => onChange({ list })}
						lines={3}
					/>
				</>
			)}
		</fieldset>
	)
}

/** K29. */
function Claim({ draft, onChange }: Props) {
	const t = useWords()
	return (
		<fieldset className="order-fieldset">
			<legend>
				{t('command.order.claim')} <RuleTag id="K29" />
			</legend>
			<div className="order-line">
				<Select
					label={t('command.order.form.claim')}
					value={draft.claim}
					prompt={t('command.order.form.no-claim')}
					choices={orderClaim.options.map((value) => ({ value, label: t(`command.order.claim.${value}`) }))}
					onChange={(claim) => onChange({ claim })}
				/>
				<Field
					label={t('command.order.form.place')}
					value={draft.place}
					onChange={(place) => onChange({ place })}
					maxLength={120}
				/>
			</div>
			{draft.claim !== '' && (
				<div className="order-line">
					<Field
						label={t('command.order.form.from')}
						type="datetime-local"
						value={draft.from}
						onChange={(from) => onChange({ from })}
						required
					/>
					<Field
						label={t('command.order.form.until')}
						type="datetime-local"
						value={draft.until}
						onChange={(until) => onChange({ until })}
						required
					/>
				</div>
			)}
		</fieldset>
	)
}
