import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Check } from '#kernel/web/parts/Check.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { enterSample, type RecordError, recordError } from '../../contract/record.ts'

/** D233. Codes alone: what the caller said stays with the caller. */
export function Asked(props: {
	readonly sample: string
	readonly row: { readonly incident: string; readonly number: string }
	readonly onDone: () => void
}) {
	const t = useWords()
	const act = useAct(enterSample)
	const [errors, setErrors] = useState<readonly RecordError[]>([])
	const enter = async (reached: boolean): Promise<void> => {
		const { incident } = props.row
		const found = reached ? [...errors] : []
		if ((await act.perform({ sample: props.sample, incident, reached, errors: found })) !== null) props.onDone()
	}
	return (
		<fieldset className="pad record-asked">
			<legend>{t('dispatch.record.asked', { number: props.row.number })}</legend>
			<div className="row wrap">
				{recordError.options.map((error) => (
					<Check
						key={error}
						on={errors.includes(error)}
						onChange={(on) => setErrors(on ? [...errors, error] : errors.filter((each) => each !== error))}
					>
						{t(`dispatch.record.error.${error}`)}
					</Check>
				))}
			</div>
			<div className="row wrap">
				<Button kind="go" keys="E" busy={act.busy} onPress={() => void enter(true)}>
					{t('dispatch.record.reached')}
				</Button>
				<Button keys="V" busy={act.busy} onPress={() => void enter(false)}>
					{t('dispatch.record.notReached')}
				</Button>
			</div>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.record.notDone')} />}
		</fieldset>
	)
}
