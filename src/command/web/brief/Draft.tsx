import './brief.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { z } from 'zod'
import { useAct, useView } from '#kernel/web/client.ts'
import { useOpening } from '#kernel/web/opening.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { draftReport, type ReportFieldShape, sendReport } from '../../contract/report.ts'
import { Fields } from './Fields.tsx'

type Shown = z.output<typeof draftReport.output>

/** A report upwards on one incident: filled from the record, asking only what nobody has said yet. */
export function Draft() {
	const t = useWords()
	const say = useSay()
	const { about } = useParams<{ about: string }>()
	const view = useView(draftReport, { form: 'incident_summary', about })
	return (
		<Pane
			level={1}
			className="report-form"
			title={view.output === undefined ? t('command.report.draft') : say(view.output.words)}
			note={view.output === undefined ? undefined : say(view.output.about.name)}
		>
			<Show
				view={view}
				doing={t('command.report.doing')}
				title={t('command.report.failed')}
				ask={{ action: draftReport.name }}
			>
				{(draft) => <Form draft={draft} onAgain={view.refresh} />}
			</Show>
		</Pane>
	)
}

function Form({ draft, onAgain }: { readonly draft: Shown; readonly onAgain: () => void }) {
	const t = useWords()
	const say = useSay()
	const [, navigate] = useLocation()
	const pathOf = useOpening(draft.about.type)
	const act = useAct(sendReport)
	const [to, setTo] = useState(draft.to[0]?.id ?? '')
	const [answers, setAnswers] = useState<Readonly<Record<string, string>>>({})
	const asked = draft.fields.filter((field) => field.asks !== null)
	const open = asked.filter((field) => answers[field.fact] === undefined)
	const send = async (): Promise<void> => {
		const entered = asked.flatMap(({ fact }) => {
			const value = answers[fact]
			return value === undefined ? [] : [{ fact, value }]
		})
		const done = await act.perform({ form: draft.form, about: draft.about.id, to, entered })
		if (done === null) onAgain()
		else navigate(`/reports/${done.output.report}`)
	}
	return (
		<>
			<p className="pad t2">
				{asked.length === 0 ? t('command.report.all-held') : t('command.report.asks', { n: String(asked.length) })}
			</p>
			<Fields
				fields={draft.fields}
				matter={pathOf?.(draft.about.id) ?? null}
				enter={(field) => (
					<Answer
						field={field}
						value={answers[field.fact] ?? ''}
						onChange={(value) => setAnswers((was) => ({ ...was, [field.fact]: value }))}
					/>
				)}
			/>
			<div className="pad col">
				{act.problem === null ? null : (
					<Problem problem={act.problem} title={t('command.report.not-sent')} ask={{ action: sendReport.name }} />
				)}
				<div className="row wrap">
					<Select
						label={t('command.report.to')}
						value={to}
						choices={draft.to.map((each) => ({ value: each.id, label: say(each) }))}
						onChange={setTo}
					/>
					<Button
						kind="go"
						main
						keys="Ctrl Enter"
						busy={act.busy}
						notYet={
							to === ''
								? t('command.report.nobody-above')
								: open[0] === undefined
									? undefined
									: t('command.report.open', { field: say(open[0].words) })
						}
						onPress={() => void send()}
					>
						{t('command.report.send')}
					</Button>
				</div>
			</div>
		</>
	)
}

/** K83. A number, yes or no, or a choice: never words. */
function Answer(props: {
	readonly field: ReportFieldShape
	readonly value: string
	readonly onChange: (value: string) => void
}) {
	const t = useWords()
	const say = useSay()
	const { field, value, onChange } = props
	const { asks } = field
	if (asks === null) return null
	if (asks.is === 'number')
		return (
			<input
				className="in"
				type="number"
				min={0}
				max={asks.most}
				aria-label={say(field.words)}
				value={value}
				onChange={(event) => onChange(event.target.value)}
			/>
		)
	const choices =
		asks.is === 'yes_no'
			? (['yes', 'no'] as const).map((code) => ({ value: code as string, label: t(`command.report.${code}`) }))
			: asks.choices.map((one) => ({ value: one.code, label: say(one) }))
	return (
		<Select
			label={say(field.words)}
			labelHidden
			prompt={t('command.report.choose')}
			value={value}
			choices={choices}
			onChange={onChange}
		/>
	)
}
