import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { dueIn } from './draft.ts'
import type { FormProps } from './Give.tsx'

const days = [1, 3, 7, 30] as const

/** By when: a day, or a regime whose calendar reckons it. */
export function GiveDue({ draft, plan, onChange, latest }: FormProps & { readonly latest: string | null }) {
	const t = useWords()
	const say = useSay()
	return (
		<div className="col">
			<div className="fld">
				<span className="lab">{t('command.order.due')}</span>
				<Chips
					label={t('command.order.form.by')}
					value={draft.by}
					onChange={(by) => onChange({ by })}
					chips={(['date', 'regime'] as const).map((value) => ({ value, label: t(`command.order.form.by.${value}`) }))}
				/>
			</div>
			{draft.by === 'date' ? (
				<div className="row wrap">
					<Field
						label={t('command.order.due')}
						labelHidden
						type="datetime-local"
						value={draft.date}
						onChange={(date) => onChange({ date })}
						{...(latest === null ? {} : { hint: t('command.order.form.latest', { at: when(latest) }) })}
					/>
					{days.map((n) => (
						<Button key={n} kind="bare" onPress={() => onChange({ date: dueIn(n, Date.now()) })}>
							{t('command.order.form.in-days', { count: n })}
						</Button>
					))}
				</div>
			) : (
				<Select
					label={t('command.order.form.regime')}
					value={draft.regime}
					prompt={t('command.order.choose-first')}
					choices={plan.regimes.map((regime) => ({ value: regime.key, label: say(regime) }))}
					onChange={(regime) => onChange({ regime })}
				/>
			)}
		</div>
	)
}
