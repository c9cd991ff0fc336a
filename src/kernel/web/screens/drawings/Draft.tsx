import { createElement, Suspense, useState } from 'react'
import { useLocation } from 'wouter'
import type { z } from 'zod'
import { type DraftShape, draftEffects, proposeDraft, showDraft } from '../../../matters/contract/drawings.ts'
import { draftPane } from '../../beside-drafts.ts'
import { useAct, useView } from '../../client.ts'
import { useMay } from '../../may.ts'
import { useNotices } from '../../notices.tsx'
import { Button } from '../../parts/Button.tsx'
import { Field } from '../../parts/Field.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { Story, type StoryLine } from '../../parts/Story.tsx'
import { startOf } from '../../rule-text.ts'
import { day, when } from '../../times.ts'
import { useLanguage, useSay, useWords } from '../../words.ts'
import { DraftState } from './DraftState.tsx'
import { Effects } from './Effects.tsx'
import { Ending } from './Ending.tsx'
import { half, pathTo, pathToCompare } from './names.ts'
import { Picture } from './Picture.tsx'
import { Replay } from './Replay.tsx'
import { Signatures } from './Signatures.tsx'
import { Standing } from './Standing.tsx'

type Shown = z.output<typeof showDraft.output>

/** W48. One draft: what it says, what stands against it, what it would change, who signs it, what was done. */
export function OneDraft({ id }: { readonly id: string }) {
	const t = useWords()
	const language = useLanguage()
	const view = useView(showDraft, { id }, { topics: ['matters.draft.'] })
	const may = useMay()
	const mayWeigh = may?.has(draftEffects.name) === true
	const weighing = useView(draftEffects, { id }, { enabled: mayWeigh })
	const draft = view.output?.draft
	return (
		<Pane
			level={1}
			title={draft === undefined ? t('drawings.draft') : half(draft.title, language)}
			note={draft === undefined ? undefined : <DraftState state={draft.state} />}
			tools={view.output === undefined ? undefined : <Tools shown={view.output} />}
		>
			<Show view={view} title={t('drawings.failed')}>
				{(shown) => (
					<>
						<Facts shown={shown} />
						{shown.draft.state === 'draft' ? <Proposing shown={shown} onDone={view.refresh} /> : null}
						<Effects view={mayWeigh ? weighing : null} draft={shown.draft} text={shown.text} />
						{shown.draft.what === 'table' ? <Replay id={id} /> : null}
						<Beside draft={shown.draft} />
						{shown.draft.state === 'draft' ? null : (
							<Signatures shown={shown} weighed={!mayWeigh || weighing.output !== undefined} onDone={view.refresh} />
						)}
						<Section title={t(shown.draft.what === 'drawing' ? 'drawings.canvas' : 'drawings.table')} />
						<div className="picture">
							<Picture what={shown.draft.what} text={shown.text} />
						</div>
						<Steps draft={shown.draft} />
					</>
				)}
			</Show>
		</Pane>
	)
}

/** What the slice of the table or drawing has to say of a draft of it. */
function Beside({ draft }: { readonly draft: DraftShape }) {
	const part = draftPane(draft.name)
	if (part === undefined) return null
	return <Suspense fallback={<Loading />}>{createElement(part, { draft: draft.id })}</Suspense>
}

function Tools({ shown: { draft, mine, replaces } }: { readonly shown: Shown }) {
	const t = useWords()
	const [, navigate] = useLocation()
	return (
		<>
			{replaces === null ? null : (
				<Button keys="C" onPress={() => navigate(pathToCompare(draft.name, draft.what, replaces.version, draft.id))}>
					{t('drawings.compare')}
				</Button>
			)}
			{mine ? (
				<Button keys="E" onPress={() => navigate(pathTo(draft.id, 'edit'))}>
					{t('drawings.edit')}
				</Button>
			) : null}
		</>
	)
}

function Facts({ shown: { draft, replaces } }: { readonly shown: Shown }) {
	const t = useWords()
	const say = useSay()
	return (
		<dl className="facts">
			<dt>{t('drawings.col.of')}</dt>
			<dd className="mono">{draft.name}</dd>
			<dt>{t('drawings.col.scope')}</dt>
			<dd>{t('drawings.scope.below', { agency: say(draft.scope) })}</dd>
			<dt>{t('drawings.begun')}</dt>
			<dd>
				{t(`web.post.${draft.post}`)} <span className="t3">{when(draft.openedAt)}</span>
			</dd>
			<dt>{t('drawings.saved')}</dt>
			<dd>{when(draft.savedAt)}</dd>
			<dt>{t('drawings.replaces')}</dt>
			<dd>{replaces === null ? t('drawings.replaces.none') : t('drawings.version', { number: replaces.number })}</dd>
			{draft.reason === null ? null : (
				<>
					<dt>{t('drawings.reason')}</dt>
					<dd>{draft.reason}</dd>
				</>
			)}
			{draft.until === null ? null : (
				<>
					<dt>{t('drawings.exception')}</dt>
					<dd>{t('drawings.until', { day: day(draft.until) })}</dd>
				</>
			)}
		</dl>
	)
}

/** Faults first; then the reason, an end when it is an exception, and the proposal. */
function Proposing({ shown, onDone }: { readonly shown: Shown; readonly onDone: () => void }) {
	const t = useWords()
	const { tell } = useNotices()
	const { draft, mine } = shown
	const [reason, setReason] = useState('')
	const [until, setUntil] = useState('')
	const [faults, setFaults] = useState<number | null>(null)
	const act = useAct(proposeDraft)
	const end = startOf(until)
	const propose = async (): Promise<void> => {
		const answer = await act.perform({
			id: draft.id,
			version: draft.version,
			reason: reason.trim(),
			...(end === undefined ? {} : { until: end }),
		})
		if (answer === null) return
		tell({ kind: 'good', title: t('drawings.proposed'), receipt: answer.receipt })
		onDone()
	}
	const lacks = faults === null ? 'check' : faults > 0 ? 'faults' : reason.trim().length < 4 ? 'reason' : null
	return (
		<>
			<Standing draft={draft} text={shown.text} onCounted={setFaults} />
			{mine ? (
				<div className="pad col proposing">
					{act.problem === null ? null : (
						<Problem
							problem={act.problem}
							title={t('drawings.not-proposed')}
							ask={{ action: proposeDraft.name, on: { type: 'Draft', id: draft.id } }}
						/>
					)}
					<Field
						label={t('drawings.reason')}
						hint={t('drawings.reason.hint')}
						value={reason}
						onChange={setReason}
						maxLength={1000}
						lines={2}
						required
					/>
					<Field
						label={t('drawings.exception')}
						hint={t('drawings.exception.hint')}
						type="date"
						value={until}
						onChange={setUntil}
					/>
					<div className="row wrap">
						<Button
							kind="go"
							main
							keys="F9"
							busy={act.busy}
							notYet={lacks === null ? undefined : t(`drawings.lacks.${lacks}`)}
							onPress={() => void propose()}
						>
							{t('drawings.propose')}
						</Button>
						<Ending kind="withdraw" draft={draft} onDone={onDone} />
					</div>
				</div>
			) : null}
		</>
	)
}

const stepNames = ['withdrawn', 'refused', 'published', 'reviewed', 'proposed'] as const

function Steps({ draft }: { readonly draft: DraftShape }) {
	const t = useWords()
	const say = useSay()
	const lines: StoryLine[] = stepNames.flatMap((step) => {
		const done = draft[step]
		if (done === null) return []
		const who = `${t(`web.post.${done.post}`)}, ${say(done)}: ${done.ground}`
		return [
			{
				key: step,
				at: done.at,
				kind: step === 'refused' ? 'refused' : 'entered',
				what: t(`drawings.state.${step}`),
				who,
			},
		]
	})
	return (
		<>
			<Section title={t('drawings.steps')} />
			<div className="pad">
				<Story
					days
					lines={[
						...lines,
						{
							key: 'opened',
							at: draft.openedAt,
							kind: 'entered',
							what: t('drawings.begun'),
							who: t(`web.post.${draft.post}`),
						},
					]}
				/>
			</div>
		</>
	)
}
