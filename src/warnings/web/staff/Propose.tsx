import { useState } from 'react'
import type { z } from 'zod'
import { useAct } from '#kernel/web/client.ts'
import { localText, momentOf } from '#kernel/web/local-time.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Check } from '#kernel/web/parts/Check.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { certainty, response, severity, urgency, warningKind } from '../../contract/lists.ts'
import type { Proposal, WarningArea, WarningRow, WarningWords } from '../../contract/shapes.ts'
import { proposeWarning } from '../../contract/warning.ts'
import { AreaField } from './AreaField.tsx'

type Props = { readonly replaces: WarningRow | null; readonly onClose: () => void; readonly onDone: () => void }
type Draft = Pick<Proposal, 'kind' | 'severity' | 'urgency' | 'certainty' | 'response' | 'status' | 'en' | 'zh'>

const twoHours = 2 * 3_600_000
const empty: WarningWords = { headline: '', description: '', instruction: '', area: '' }
const parts = ['headline', 'description', 'instruction', 'area'] as const
const longest = { headline: 120, description: 1_000, instruction: 500, area: 200 } as const

const blank: Draft = {
	kind: 'fire_smoke',
	severity: 'severe',
	urgency: 'immediate',
	certainty: 'observed',
	response: 'shelter',
	status: 'actual',
	en: empty,
	zh: empty,
}

/** V1. What is proposed, and who will decide it by which row of the table; V8: an update begins with what stands. */
export function Propose({ replaces, onClose, onDone }: Props) {
	const t = useWords()
	const act = useAct(proposeWarning)
	const [draft, setDraft] = useState<Draft>(replaces ?? blank)
	const [area, setArea] = useState<WarningArea | null>(replaces?.area ?? null)
	const [until, setUntil] = useState(() => localText(replaces?.until ?? Date.now() + twoHours))
	const set = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }))
	const words = (language: 'en' | 'zh', more: Partial<WarningWords>) =>
		set({ [language]: { ...draft[language], ...more } })
	const bare = parts.some((part) => draft.en[part].trim() === '' || draft.zh[part].trim() === '')
	const missing =
		area === null ? t('warnings.missing.area') : bare || until === '' ? t('warnings.missing.words') : undefined
	const send = async (): Promise<void> => {
		if (area === null) return
		const { kind, status, en, zh } = draft
		const input: z.input<typeof proposeWarning.input> = {
			kind,
			severity: draft.severity,
			urgency: draft.urgency,
			certainty: draft.certainty,
			response: draft.response,
			status,
			en,
			zh,
			area,
			until: momentOf(until),
			...(replaces === null ? {} : { replaces: replaces.id }),
		}
		if ((await act.perform(input)) === null) return
		onDone()
		onClose()
	}
	return (
		<Dialog
			wide
			title={t(replaces === null ? 'warnings.propose' : 'warnings.do.update')}
			onClose={onClose}
			acts={
				<Button kind="go" main busy={act.busy} notYet={missing} onPress={() => void send()}>
					{t('warnings.do.propose')}
				</Button>
			}
		>
			<div className="w-two">
				<List name="kind" list={warningKind} value={draft.kind} onChange={(kind) => set({ kind })} />
				<Field label={t('warnings.until')} type="datetime-local" value={until} onChange={setUntil} required />
				<List name="severity" list={severity} value={draft.severity} onChange={(value) => set({ severity: value })} />
				<List name="urgency" list={urgency} value={draft.urgency} onChange={(value) => set({ urgency: value })} />
				<List
					name="certainty"
					list={certainty}
					value={draft.certainty}
					onChange={(value) => set({ certainty: value })}
				/>
				<List name="response" list={response} value={draft.response} onChange={(value) => set({ response: value })} />
			</div>
			<AreaField kind={draft.kind} area={area} onArea={setArea} />
			<div className="w-two">
				{(['zh', 'en'] as const).map((language) => (
					<fieldset key={language} className="col">
						<legend>{t(`warnings.words.${language}`)}</legend>
						{parts.map((part) => (
							<Field
								key={part}
								label={t(`warnings.part.${part}`)}
								value={draft[language][part]}
								onChange={(value) => words(language, { [part]: value })}
								maxLength={longest[part]}
								required
								{...(part === 'description' || part === 'instruction' ? { lines: 2 } : {})}
							/>
						))}
					</fieldset>
				))}
			</div>
			<Check on={draft.status === 'exercise'} onChange={(on) => set({ status: on ? 'exercise' : 'actual' })}>
				{t('warnings.exercise.is')}
			</Check>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('warnings.not-done')} />}
		</Dialog>
	)
}

function List<V extends string>(props: {
	readonly name: string
	readonly list: { readonly options: readonly V[] }
	readonly value: V
	readonly onChange: (value: V) => void
}) {
	const t = useWords()
	return (
		<Select
			label={t(`warnings.${props.name}`)}
			value={props.value}
			onChange={props.onChange}
			choices={props.list.options.map((value) => ({ value, label: t(`warnings.${props.name}.${value}`) }))}
		/>
	)
}
