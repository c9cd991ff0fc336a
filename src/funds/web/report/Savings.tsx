import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { useWords } from '#kernel/web/words.ts'
import { enterSavings } from '../../contract/trace.ts'
import type { ReportShown } from '../../contract/report-shapes.ts'
import { minorOf } from './amount.ts'

type Props = { readonly report: ReportShown; readonly onChanged: () => void }

/** F260. What the victim had before, asked once; shown as the share lost, never as the sum. */
export function Savings({ report, onChanged }: Props) {
	const t = useWords()
	const { lostHundredths } = report
	return (
		<Section title={t('funds.report.savings')}>
			<div className="pad col fr-victim">
				<p className={lostHundredths === null ? 't2' : undefined}>
					{lostHundredths === null
						? t('funds.report.savings.none')
						: t('funds.report.savings.lost', { hundredths: lostHundredths })}
				</p>
				{report.may.includes(enterSavings.name) ? <Enter report={report} onChanged={onChanged} /> : null}
			</div>
		</Section>
	)
}

function Enter({ report, onChanged }: Props) {
	const t = useWords()
	const act = useAct(enterSavings)
	const [typed, setTyped] = useState('')
	const [wrong, setWrong] = useState(false)
	const enter = async (): Promise<void> => {
		const savedMinor = minorOf(typed, report.currency)
		setWrong(savedMinor === null)
		if (savedMinor === null) return
		if ((await act.perform({ report: report.id, savedMinor, version: report.version })) === null) return
		setTyped('')
		onChanged()
	}
	return (
		<form
			className="col"
			aria-label={t('funds.report.savings')}
			onSubmit={(event) => {
				event.preventDefault()
				void enter()
			}}
		>
			<Field
				label={t('funds.report.savings.ask', { currency: report.currency })}
				hint={t('funds.report.savings.hint')}
				value={typed}
				onChange={setTyped}
				maxLength={20}
				wrong={wrong ? t('funds.report.savings.wrong') : null}
			/>
			<div className="row">
				<Button type="submit" busy={act.busy} onPress={() => undefined}>
					{t('funds.report.savings.enter')}
				</Button>
			</div>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('funds.report.not-done')} />}
		</form>
	)
}
