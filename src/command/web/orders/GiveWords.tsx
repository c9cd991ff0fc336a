import { useSearch } from 'wouter'
import { Field } from '#kernel/web/parts/Field.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { FormProps } from './Give.tsx'

/** What and why, in one language, as written. */
export function GiveWords({ draft, onChange }: FormProps) {
	const t = useWords()
	const number = new URLSearchParams(useSearch()).get('number') ?? draft.matter
	return (
		<>
			{draft.matter !== '' && <p className="t2">{t('command.order.form.about', { number })}</p>}
			<Field
				label={t('command.order.form.title')}
				value={draft.title}
				onChange={(title) => onChange({ title })}
				maxLength={120}
				required
			/>
			<Field
				label={t('command.order.form.text')}
				value={draft.text}
				onChange={(text) => onChange({ text })}
				maxLength={4000}
				lines={5}
				required
			/>
			<Field
				label={t('command.order.why')}
				value={draft.why}
				onChange={(why) => onChange({ why })}
				maxLength={500}
				lines={2}
				required
			/>
			<Field
				label={t('command.order.basis')}
				value={draft.basis}
				onChange={(basis) => onChange({ basis })}
				maxLength={300}
				hint={t('command.order.form.basis-hint')}
				required
			/>
		</>
	)
}
