import { Button } from '#kernel/web/parts/Button.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { toOf } from './draft.ts'
import type { FormProps } from './Give.tsx'
import { usePost } from './order-words.ts'

/** Choices of agencies that answer, and of posts: `agency` or `agency post`. */
export function useRecipients(plan: FormProps['plan']) {
	const t = useWords()
	const say = useSay()
	const post = usePost()
	const agencies = plan.recipients
		.filter((each) => each.answers)
		.map((each) => ({ value: each.agency.id, label: say(each.agency), group: t('command.order.form.agencies') }))
	const posts = plan.recipients.flatMap((each) =>
		each.posts.map((kind) => ({
			value: `${each.agency.id} ${kind}`,
			label: `${post(kind)} · ${say(each.agency)}`,
			group: t('command.order.form.posts'),
		})),
	)
	return [...agencies, ...posts]
}

/** To whom: as many as are chosen, each an order of its own. */
export function GiveTo({ draft, plan, onChange }: FormProps) {
	const t = useWords()
	const choices = useRecipients(plan)
	const left = choices.filter((choice) => draft.to.every((one) => one.key !== choice.value))
	const labelOf = (key: string) => choices.find((choice) => choice.value === key)?.label ?? key
	const stations = plan.recipients
		.filter((each) => each.answers && each.tier === 'station')
		.map((each) => each.agency.id)
	const missing = stations.filter((id) => draft.to.every((one) => one.key !== id))
	return (
		<div className="col">
			<Select
				label={t('command.order.to')}
				value=""
				prompt={t('command.order.form.add-to')}
				choices={left}
				onChange={(key) => onChange({ to: [...draft.to, toOf(key)] })}
			/>
			<div className="row wrap">
				{draft.to.map((one) => (
					<Button
						key={one.key}
						label={t('command.order.form.remove', { who: labelOf(one.key) })}
						onPress={() => onChange({ to: draft.to.filter((each) => each.key !== one.key) })}
					>
						{labelOf(one.key)} ×
					</Button>
				))}
				{stations.length > 1 && missing.length > 0 && (
					<Button kind="bare" onPress={() => onChange({ to: [...draft.to, ...missing.map(toOf)] })}>
						{t('command.order.form.all-stations', { count: stations.length })}
					</Button>
				)}
			</div>
		</div>
	)
}
