import { useState } from 'react'
import { resumeFault } from '../../../matters/contract/process.ts'
import { useAct } from '../../client.ts'
import { useNotices } from '../../notices.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Select } from '../../parts/Select.tsx'
import { useLanguage, useWords } from '../../words.ts'
import { readMended, written } from './mended.ts'
import { asked, type FaultProps, wayOf } from './shown.ts'

const asDrawn = 'as drawn'

/** W71. Lets the process go on: what was about to be done is done again, with mended values or one of the ways drawn. */
export function Resume({ shown, onChanged, onClose }: FaultProps & { readonly onClose: () => void }) {
	const t = useWords()
	const language = useLanguage()
	const { tell } = useNotices()
	const { fault, data, flows } = shown
	const [text, setText] = useState(() => written(data))
	const [way, setWay] = useState(asDrawn)
	const act = useAct(resumeFault)
	const read = readMended(text, data)
	const wrong = read.wrong === null ? null : t(`faults.wrong.${read.wrong}`, { name: read.name ?? '' })
	const go = async (): Promise<void> => {
		if (read.values === null) return
		const answer = await act.perform({
			fault: fault.id,
			version: fault.version,
			...(Object.keys(read.values).length === 0 ? {} : { data: read.values }),
			...(way === asDrawn ? {} : { choose: [way] }),
		})
		if (answer === null) return
		const again = answer.output.standsAgain
		tell({
			kind: again ? 'warn' : 'good',
			title: t(again ? 'faults.stands-again' : 'faults.resumed'),
			receipt: answer.receipt,
		})
		onChanged()
		onClose()
	}
	return (
		<Dialog
			wide
			title={t('faults.do.resume')}
			onClose={onClose}
			acts={
				<Button kind="go" main busy={act.busy} notYet={wrong ?? undefined} onPress={() => void go()}>
					{t('faults.do.resume')}
				</Button>
			}
		>
			<p className="t2">{t('faults.resume.what')}</p>
			<Field
				mono
				label={t('faults.values')}
				hint={t('faults.values.hint')}
				wrong={wrong}
				value={text}
				onChange={setText}
				lines={10}
			/>
			{flows.length < 2 ? null : (
				<Select
					label={t('faults.way')}
					hint={t('faults.way.hint')}
					value={way}
					onChange={setWay}
					choices={[
						{ value: asDrawn, label: t('faults.way.drawn') },
						...flows.map((flow) => ({ value: flow.id, label: wayOf(flow, language) })),
					]}
				/>
			)}
			{act.problem === null ? null : (
				<Problem problem={act.problem} title={t('faults.not-done')} ask={asked(resumeFault.name, fault.id)} />
			)}
		</Dialog>
	)
}
