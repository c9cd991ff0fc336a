import { lazy, useEffect, useState } from 'react'
import { useLocation } from 'wouter'
import type { z } from 'zod'
import { checkText, saveDraft, showDraft } from '../../../matters/contract/drawings.ts'
import { queries, useAct, useView } from '../../client.ts'
import { useLeaving } from '../../leaving.ts'
import { useNotices } from '../../notices.tsx'
import { Button } from '../../parts/Button.tsx'
import { Note } from '../../parts/Note.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Show } from '../../parts/Show.tsx'
import { useLanguage, useWords } from '../../words.ts'
import { half, pathTo } from './names.ts'
import { Picture } from './Picture.tsx'
import { foundOf } from './Standing.tsx'

const BpmnEditor = lazy(() => import('./bpmn/Editor.tsx').then((part) => ({ default: part.BpmnEditor })))
const DmnEditor = lazy(() => import('./dmn/Editor.tsx').then((part) => ({ default: part.DmnEditor })))

type Shown = z.output<typeof showDraft.output>

/** A draft being drawn. */
export function Writing({ id }: { readonly id: string }) {
	const t = useWords()
	const [, navigate] = useLocation()
	// Drawing begins from what is kept now, never from an answer of before the last save.
	useState(() => queries.removeQueries({ queryKey: [showDraft.name, { id }] }))
	const view = useView(showDraft, { id })
	const [begun, setBegun] = useState<Shown | null>(null)
	// As the page was opened: a window made narrower does not take the pen away.
	const [narrow, setNarrow] = useState(() => innerWidth < 700)
	const found = view.output
	useEffect(() => {
		// What is being drawn is not replaced by a later answer.
		if (found !== undefined) setBegun((was) => was ?? found)
	}, [found])
	if (begun === null)
		return (
			<Pane title={t('drawings.draft')}>
				<Show view={view} title={t('drawings.failed')}>
					{() => null}
				</Show>
			</Pane>
		)
	if (!begun.mine)
		return (
			<Pane level={1} title={begun.draft.title}>
				<div className="pad col">
					<Note kind="refused" title={t('drawings.not-mine')}>
						{t('drawings.not-mine.why')}
					</Note>
					<p>
						<Button onPress={() => navigate(pathTo(id))}>{t('drawings.leave')}</Button>
					</p>
				</div>
			</Pane>
		)
	return narrow ? <Reading begun={begun} onDraw={() => setNarrow(false)} /> : <Drawing begun={begun} />
}

/** W76. On a phone a draft is read; whoever has nothing else may draw all the same. */
function Reading({ begun, onDraw }: { readonly begun: Shown; readonly onDraw: () => void }) {
	const t = useWords()
	const language = useLanguage()
	const [, navigate] = useLocation()
	const { draft } = begun
	return (
		<Pane level={1} title={half(draft.title, language)} reads>
			<div className="pad col">
				<Note kind="plain" title={t('drawings.narrow')}>
					{t(`drawings.narrow.${draft.what}`)}
				</Note>
				<div className="row wrap">
					<Button main onPress={() => navigate(pathTo(draft.id))}>
						{t('drawings.leave')}
					</Button>
					<Button kind="bare" onPress={onDraw}>
						{t('drawings.narrow.draw')}
					</Button>
				</div>
			</div>
			<div className="picture">
				<Picture what={draft.what} text={keptOf(draft) ?? begun.text} asTable={draft.what === 'drawing'} />
			</div>
		</Pane>
	)
}

function Drawing({ begun }: { readonly begun: Shown }) {
	const t = useWords()
	const language = useLanguage()
	const [, navigate] = useLocation()
	const { tell } = useNotices()
	const { draft } = begun
	const [first] = useState(() => keptOf(draft) ?? begun.text)
	const [text, setText] = useState(first)
	const [saved, setSaved] = useState({ text: begun.text, version: draft.version })
	const act = useAct(saveDraft)
	const dirty = text !== saved.text
	useLeaving(dirty)
	useEffect(() => {
		if (dirty) kept.set(draft.id, { version: saved.version, text })
		else kept.delete(draft.id)
	}, [dirty, draft.id, saved.version, text])
	const checked = useChecked(draft.what, draft.name, text)
	const save = async (): Promise<void> => {
		const answer = await act.perform({ id: draft.id, version: saved.version, text })
		if (answer === null) return
		setSaved({ text, version: answer.output.version })
		tell({ kind: 'good', title: t('drawings.saved.done'), receipt: answer.receipt })
	}
	const shared = {
		text: first,
		onChange: setText,
		faults: checked.faults,
		file: draft.name.split('.').at(-1) ?? draft.name,
		title: half(draft.title, language),
		note: <span className={dirty ? 'warn' : 't3'}>{t(dirty ? 'drawings.unsaved' : 'drawings.all-saved')}</span>,
		above:
			act.problem === null ? undefined : (
				<div className="pad">
					<Problem
						problem={act.problem}
						title={t('drawings.not-saved')}
						ask={{ action: saveDraft.name, on: { type: 'Draft', id: draft.id } }}
					/>
				</div>
			),
		foot: (
			<>
				<Button
					kind="go"
					main
					keys="F9"
					busy={act.busy}
					notYet={dirty ? undefined : t('drawings.all-saved')}
					onPress={() => void save()}
				>
					{t('drawings.save')}
				</Button>
				<Button onPress={() => navigate(pathTo(draft.id))}>{t('drawings.leave')}</Button>
				<span className="sm t2 wraps">{t('drawings.save.hint')}</span>
			</>
		),
	}
	return draft.what === 'drawing' ? <BpmnEditor {...shared} /> : <DmnEditor {...shared} analysis={checked.analysis} />
}

/** What publishing would say of the text as it is, once the hand has rested for a moment. */
function useChecked(what: Shown['draft']['what'], name: string, text: string) {
	const [asked, setAsked] = useState(text)
	useEffect(() => {
		const timer = setTimeout(() => setAsked(text), 700)
		return () => clearTimeout(timer)
	}, [text])
	const view = useView(checkText, { what, name, text: asked }, { keep: true })
	const fresh = asked === text
	// A drawing's faults are found here at once (W40): what the server said of an older text would only be in the way.
	const faults = view.output === undefined || (what === 'drawing' && !fresh) ? [] : view.output.faults
	return { faults: faults.map(foundOf), analysis: view.output?.analysis ?? null }
}

/** W48. What is drawn and not saved, by draft, while the page is open: it stands there again when the draft is. */
const kept = new Map<string, { readonly version: number; readonly text: string }>()

/** What was left unsaved of this very version; what somebody saved since goes before it. */
function keptOf({ id, version }: Shown['draft']): string | null {
	const was = kept.get(id)
	return was === undefined || was.version !== version ? null : was.text
}
