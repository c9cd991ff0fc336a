import { Button } from '#kernel/web/parts/Button.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { evidenceKind } from '../../contract/order-lists.ts'
import { useRecipients } from './GiveTo.tsx'
import type { FormProps } from './Give.tsx'

const most = 20

/** What counts as done, each with what shows it; and who checks. */
export function GiveList(props: FormProps) {
	const t = useWords()
	const { draft, onChange } = props
	const set = (at: number, change: Partial<(typeof draft.checklist)[number]>) =>
		onChange({ checklist: draft.checklist.map((item, n) => (n === at ? { ...item, ...change } : item)) })
	const add = () => onChange({ checklist: [...draft.checklist, { words: '', evidence: 'site_record' }] })
	return (
		<fieldset className="order-fieldset">
			<legend>{t('command.order.checklist')}</legend>
			{draft.checklist.map((item, at) => (
				// The lines of a form have no id: their place is what they are.
				<div className="order-line" key={`item ${at}`}>
					<Field
						label={t('command.order.form.item', { n: at + 1 })}
						value={item.words}
						onChange={(words) => set(at, { words })}
						maxLength={200}
						{...(at === draft.checklist.length - 1 && at < most - 1 ? { onEnter: add } : {})}
					/>
					<Select
						label={t('command.order.form.evidence')}
						value={item.evidence}
						onChange={(evidence) => set(at, { evidence })}
						choices={evidenceKind.options.map((value) => ({ value, label: t(`command.order.evidence.${value}`) }))}
					/>
				</div>
			))}
			{draft.checklist.length < most && (
				<Button kind="bare" onPress={add}>
					{t('command.order.form.add-item')}
				</Button>
			)}
			<Checker {...props} />
		</fieldset>
	)
}

function Checker({ draft, plan, onChange }: FormProps) {
	const t = useWords()
	const choices = useRecipients(plan)
	return (
		<Select
			label={t('command.order.checker')}
			value={draft.checker}
			prompt={t('command.order.form.own-command')}
			choices={choices.filter(
				(choice) => !/ (?:auxiliary_officer|dispatcher|call_taker|trainer|analyst)$/.test(choice.value),
			)}
			onChange={(checker) => onChange({ checker })}
		/>
	)
}
