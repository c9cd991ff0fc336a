import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Tide, Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { answerObjection, enterObjection } from '../../contract/freeze.ts'
import type { MeasureSheet } from '../../contract/measure-shapes.ts'

type Props = { readonly sheet: MeasureSheet; readonly onChanged: () => void }
const answers = ['upheld', 'dismissed'] as const

/** F85 to F87. What the holder says against it, by when it must be answered, and what was answered. */
export function Objections({ sheet, onChanged }: Props) {
	const t = useWords()
	const enter = useAct(enterObjection)
	const [entering, setEntering] = useState(false)
	const mayEnter = sheet.may.includes(enterObjection.name) && sheet.objectionDueAt === null
	if (sheet.objections.length === 0 && !mayEnter) return null
	return (
		<Section
			title={t('funds.objection')}
			tools={
				mayEnter ? (
					<Button kind="bare" keys="O" onPress={() => setEntering(true)}>
						{t('funds.objection.enter')}
					</Button>
				) : null
			}
		>
			{sheet.objections.map((one) => (
				<One key={one.id} sheet={sheet} one={one} onChanged={onChanged} />
			))}
			{entering ? (
				<ReasonDialog
					title={t('funds.objection.enter')}
					label={t('funds.objection.said')}
					act={t('funds.objection.enter')}
					maxLength={2000}
					lines={4}
					busy={enter.busy}
					problem={enter.problem}
					problemTitle={t('funds.measures.not-done')}
					onClose={() => setEntering(false)}
					onSend={(said) =>
						void enter.perform({ measure: sheet.id, said }).then((done) => {
							if (done === null) return
							setEntering(false)
							onChanged()
						})
					}
				/>
			) : null}
		</Section>
	)
}

function One({ sheet, one, onChanged }: Props & { readonly one: MeasureSheet['objections'][number] }) {
	const t = useWords()
	const act = useAct(answerObjection)
	const [answering, setAnswering] = useState(false)
	const [answer, setAnswer] = useState<(typeof answers)[number]>('dismissed')
	const clock = { from: Date.parse(one.enteredAt), due: Date.parse(one.dueAt) }
	return (
		<div className="pad col fm-objection">
			<blockquote>{one.said}</blockquote>
			{one.answer === null ? (
				<div className="row fm-clock">
					<Tide deadline={clock} />
					<Timer deadline={clock} what={t('funds.objection.due')} />
					<span className="t3">{t('funds.objection.silence')}</span>
					<span className="sp" />
					{sheet.may.includes(answerObjection.name) ? (
						<Button keys="R" onPress={() => setAnswering(true)}>
							{t('funds.objection.answer')}
						</Button>
					) : null}
				</div>
			) : (
				<p className="t2">
					{t(`funds.objection.was.${one.answer}`)} · {when(one.answeredAt ?? one.dueAt)} {one.reason ?? ''}
				</p>
			)}
			{answering ? (
				<ReasonDialog
					title={t('funds.objection.answer')}
					label={t('funds.objection.reason')}
					act={t(`funds.objection.do.${answer}`)}
					maxLength={1000}
					busy={act.busy}
					problem={act.problem}
					problemTitle={t('funds.measures.not-done')}
					onClose={() => setAnswering(false)}
					onSend={(reason) =>
						void act.perform({ measure: sheet.id, objection: one.id, answer, reason }).then((done) => {
							if (done === null) return
							setAnswering(false)
							onChanged()
						})
					}
				>
					<Chips
						label={t('funds.objection.answer')}
						value={answer}
						onChange={setAnswer}
						chips={answers.map((value) => ({ value, label: t(`funds.objection.do.${value}`) }))}
					/>
				</ReasonDialog>
			) : null}
		</div>
	)
}
