import type { FormField, TaskForm as Form } from '../../../matters/contract/form.ts'
import type { FieldFault } from '../../../matters/contract/form-answer.ts'
import { Field } from '../../parts/Field.tsx'
import { Select } from '../../parts/Select.tsx'
import { useSay, useWords } from '../../words.ts'
import type { Raw } from './raw.ts'

/** A task's form, drawn from its schema and from nothing else (M73). */
export function TaskForm(props: {
	readonly form: Form
	readonly raw: Raw
	readonly faults: readonly FieldFault[]
	readonly onChange: (raw: Raw) => void
}) {
	const say = useSay()
	return (
		<div className="col">
			{props.form.fields.map((field) => (
				<OneField
					key={field.key}
					field={field}
					value={props.raw[field.key] ?? ''}
					wrong={say(props.faults.find((fault) => fault.key === field.key)?.words) || null}
					onChange={(value) => props.onChange({ ...props.raw, [field.key]: value })}
				/>
			))}
		</div>
	)
}

type FieldProps = {
	readonly field: FormField
	readonly value: string
	readonly wrong: string | null
	readonly onChange: (value: string) => void
}

function OneField({ field, value, wrong, onChange }: FieldProps) {
	const t = useWords()
	const say = useSay()
	const shared = {
		label: field.required ? `${say(field.label)} ${t('tasks.form.needed')}` : say(field.label),
		hint: say(field.hint) || boundsOf(field, t),
		required: field.required,
		wrong,
		value,
		onChange,
	}
	switch (field.is) {
		case 'text':
			return <Field {...shared} maxLength={field.max} {...(field.lines > 1 ? { lines: field.lines } : {})} />
		case 'document':
			return <Field {...shared} maxLength={120} />
		case 'number':
		case 'money':
			return <Field {...shared} inputMode="decimal" />
		case 'date':
			return <Field {...shared} type="date" />
		case 'time':
			return <Field {...shared} type="datetime-local" />
		case 'yes_no':
			return <Select {...shared} prompt={t('tasks.form.choose')} choices={yesNo(t)} />
		case 'choice':
			return (
				<Select
					{...shared}
					prompt={t('tasks.form.choose')}
					choices={field.of.map((one) => ({ value: one.value, label: say(one.label) }))}
				/>
			)
	}
}

type Translate = ReturnType<typeof useWords>

const yesNo = (t: Translate) => [
	{ value: 'yes', label: t('tasks.form.yes') },
	{ value: 'no', label: t('tasks.form.no') },
]

/** What a field is counted in, when its label alone does not say. */
function boundsOf(field: FormField, t: Translate): string | undefined {
	if (field.is === 'money') return t('tasks.form.money', { currency: field.currency })
	if (field.is === 'document') return t('tasks.form.document')
	if (field.is !== 'number' || field.min === undefined || field.max === undefined) return undefined
	return t('tasks.form.range', { min: field.min, max: field.max })
}
