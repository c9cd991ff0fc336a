import './rules.css'
import { useEffect, useState } from 'react'
import { useSearch } from 'wouter'
import { draftPreview, listRules, proposeRule } from '../../../powers/contract.ts'
import { serverNow } from '../../clock.ts'
import { useAct, useView } from '../../client.ts'
import { useNotices } from '../../notices.tsx'
import { Button } from '../../parts/Button.tsx'
import { Columns } from '../../parts/Columns.tsx'
import { Field } from '../../parts/Field.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { bodyOf, type Draft, draftFrom, emptyDraft, placeOf, startOf } from '../../rule-text.ts'
import { useSay, useWords } from '../../words.ts'
import { Begin } from './Begin.tsx'
import { Editor, type ShownFault } from './Editor.tsx'
import type { Weighed } from './Effects.tsx'
import { Preview } from './Preview.tsx'

const weighedOf = (draft: Draft): Weighed => {
	const from = startOf(draft.from)
	const until = startOf(draft.until)
	return {
		body: bodyOf(draft),
		...(from === undefined ? {} : { from }),
		...(until === undefined ? {} : { until }),
	}
}

/** What must be filled in before the text can be looked at; null when nothing lacks. */
function missing(draft: Draft): 'id' | 'basis' | 'text' | null {
	if (!/^B-[A-Za-z0-9-]{1,37}$/.test(draft.id)) return 'id'
	if (draft.en.trim() === '' || draft.zh.trim() === '') return 'basis'
	return draft.text.trim() === '' ? 'text' : null
}

/** Writing a rule: the text at the left, what it would change at the right. It is proposed only as it was looked at. */
export function Writing({ onDone }: { readonly onDone: (id: string | null) => void }) {
	const t = useWords()
	const { tell } = useNotices()
	const [draft, setDraft] = useBegun()
	const [asked, setAsked] = useState<Weighed | null>(null)
	const [shown, setShown] = useState('text')
	const now = weighedOf(draft)
	const view = useView(draftPreview, asked ?? now, { enabled: asked !== null })
	const fresh = asked !== null && JSON.stringify(asked) === JSON.stringify(now)
	const preview = asked === null ? undefined : view.output
	const ready = fresh && !view.loading && preview !== undefined && preview.faults.length === 0
	const faulty = fresh && (preview?.faults.length ?? 0) > 0
	useEffect(() => {
		// Where there is room for one column, faults are mended in the text.
		if (faulty) setShown('text')
	}, [faulty])
	const act = useAct(proposeRule)
	const set = (part: Partial<Draft>): void => setDraft({ ...draft, ...part })
	const look = (): void => {
		if (fresh) view.refresh()
		setAsked(now)
		setShown('preview')
	}
	const propose = async (): Promise<void> => {
		const answer = await act.perform({
			...now,
			from: now.from ?? new Date(serverNow()).toISOString(),
			reason: draft.reason.trim(),
		})
		if (answer === null) return
		tell({ kind: 'good', title: t('rules.proposed.done', { rule: answer.output.rule }), receipt: answer.receipt })
		onDone(answer.output.id)
	}
	const lacking = missing(draft)
	const go = ready ? (
		<Button
			kind="go"
			main
			keys="F9"
			busy={act.busy}
			notYet={draft.reason.trim().length < 4 ? t('rules.lacks.reason') : undefined}
			onPress={() => void propose()}
		>
			{t('rules.do.propose')}
		</Button>
	) : (
		<Button
			kind="go"
			main
			keys="F9"
			busy={fresh && view.loading}
			notYet={lacking === null ? undefined : t(`rules.lacks.${lacking}`)}
			onPress={look}
		>
			{t('rules.do.look')}
		</Button>
	)
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'text',
					title: t('rules.writing'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('rules.writing')}
							foot={
								<>
									{go}
									<Button onPress={() => onDone(null)}>{t('rules.leave')}</Button>
									<span className="sm t2 wraps">{t(ready ? 'rules.ready' : 'rules.not-ready')}</span>
								</>
							}
						>
							{act.problem === null ? null : (
								<div className="pad">
									<Problem problem={act.problem} title={t('rules.not-proposed')} ask={{ action: proposeRule.name }} />
								</div>
							)}
							<Form draft={draft} set={set} faults={fresh ? (preview?.faults ?? []) : []} />
						</Pane>
					),
				},
				{
					key: 'preview',
					title: t('rules.effects'),
					width: '1fr',
					children: <Preview view={view} asked={asked} fresh={fresh} draft={draft} />,
				},
			]}
		/>
	)
}

/** Empty, or as the version named in the address stands. */
function useBegun(): [Draft, (draft: Draft) => void] {
	const of = new URLSearchParams(useSearch()).get('of')
	const [draft, setDraft] = useState<Draft | null>(null)
	const view = useView(listRules, {}, { enabled: of !== null })
	const rule = view.output?.rules.find((each) => each.id === of)
	useEffect(() => {
		if (rule !== undefined) setDraft((was) => was ?? draftFrom(rule))
	}, [rule])
	return [draft ?? emptyDraft, setDraft]
}

type Fault = { readonly line: number | null; readonly en: string; readonly zh: string }

function Form({
	draft,
	set,
	faults,
}: {
	readonly draft: Draft
	readonly set: (part: Partial<Draft>) => void
	readonly faults: readonly Fault[]
}) {
	const t = useWords()
	const say = useSay()
	const placed = faults.map((fault) => ({ place: placeOf(fault.line), words: say(fault) }))
	const wrong = (field: 'id' | 'en' | 'zh'): string | null =>
		placed.find(({ place }) => place !== null && 'field' in place && place.field === field)?.words ?? null
	const inText = placed.flatMap(({ place, words }): ShownFault[] =>
		place === null ? [{ line: null, words }] : 'line' in place ? [{ line: place.line, words }] : [],
	)
	return (
		<div className="pad col rule-form">
			<Field
				label={t('rules.id')}
				hint={t('rules.id.hint')}
				wrong={wrong('id')}
				value={draft.id}
				onChange={(id) => set({ id })}
				maxLength={39}
				mono
				autoFocus
				required
			/>
			<div className="pair">
				<Field
					label={t('rules.basis-zh')}
					wrong={wrong('zh')}
					value={draft.zh}
					onChange={(zh) => set({ zh })}
					maxLength={300}
					lines={2}
					required
				/>
				<Field
					label={t('rules.basis-en')}
					wrong={wrong('en')}
					value={draft.en}
					onChange={(en) => set({ en })}
					maxLength={300}
					lines={2}
					required
				/>
			</div>
			<Begin empty={draft.text.trim() === ''} onBegin={(text) => set({ text })} />
			<Editor value={draft.text} onChange={(text) => set({ text })} faults={inText} />
			<div className="pair">
				<Field
					label={t('rules.from')}
					hint={t('rules.from.hint')}
					type="date"
					value={draft.from}
					onChange={(from) => set({ from })}
				/>
				<Field
					label={t('rules.until-day')}
					hint={t('rules.until.hint')}
					type="date"
					value={draft.until}
					onChange={(until) => set({ until })}
				/>
			</div>
			<Field
				label={t('rules.reason')}
				hint={t('rules.reason.hint')}
				value={draft.reason}
				onChange={(reason) => set({ reason })}
				maxLength={1000}
				lines={2}
				required
			/>
		</div>
	)
}
