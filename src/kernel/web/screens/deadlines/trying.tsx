import { useState } from 'react'
import type { RegimeBody } from '../../../deadlines/contract/bodies.ts'
import { Field } from '../../parts/Field.tsx'
import { Select } from '../../parts/Select.tsx'
import { useSay, useWords } from '../../words.ts'

/** What every trial of a deadline asks: by which rule, and from when. */

/** Which rule of time, liberty clocks apart. */
export function RegimeSelect(props: {
	readonly regimes: readonly { readonly key: string; readonly body: RegimeBody }[]
	readonly value: string
	readonly onChange: (key: string) => void
}) {
	const t = useWords()
	const say = useSay()
	return (
		<Select
			label={t('deadlines.rule')}
			value={props.value}
			onChange={props.onChange}
			choices={props.regimes.map(({ key, body }) => ({
				value: key,
				label: say(body.name),
				group: t(body.liberty ? 'deadlines.group.liberty' : 'deadlines.group.other'),
			}))}
		/>
	)
}

/** A start on the calendar's wall clock, at first one before the October holidays; `ready` once it can be read. */
export function useStart() {
	const [from, setFrom] = useState(() => `${new Date().getUTCFullYear()}-09-25T10:20`)
	return { from, setFrom, ready: /^\d{4}-\d\d-\d\dT\d\d:\d\d$/.test(from) }
}

export function StartField({ from, setFrom }: Pick<ReturnType<typeof useStart>, 'from' | 'setFrom'>) {
	const t = useWords()
	return <Field label={t('deadlines.start')} type="datetime-local" value={from} onChange={setFrom} />
}
