import { useState } from 'react'
import type { z } from 'zod'
import { useAct, useView } from '#kernel/web/client.ts'
import { askView, type Problem as ProblemFacts, ProblemError } from '#kernel/web/http.ts'
import { useMay } from '#kernel/web/may.ts'
import { useKeyHelp } from '#kernel/web/page.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Note } from '#kernel/web/parts/Note.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { clockTime, count, day, when } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { acknowledgeBrief, type BriefShape, checkBrief, printBrief, showBrief } from '../../contract/brief.ts'
import { Lines } from './Lines.tsx'
import { fromBase64, saveFile } from '#kernel/web/save-file.ts'

const keyHelp = ['A', 'X'].map((keys) => ({ keys, what: '' }))

/** One briefing as the page it is: taken over, printed, kept as PDF, and laid beside the record. */
export function OneBrief({ id, onChanged }: { readonly id: string; readonly onChanged: () => void }) {
	const t = useWords()
	const language = useLanguage()
	const view = useView(showBrief, { brief: id }, { topics: ['command.brief.'] })
	const brief = view.output
	useKeyHelp(keyHelpOf(t))
	const title =
		brief === undefined ? t('command.brief.one') : `${brief.agency[language]} ${t(`command.brief.kind.${brief.kind}`)}`
	return (
		<Pane
			level={1}
			className="brief-page"
			title={title}
			note={brief === undefined ? undefined : `${day(brief.until)} ${clockTime(brief.until, false)}`}
			tools={brief === undefined ? undefined : <Paper brief={brief} />}
			foot={
				brief === undefined ? undefined : (
					<TakeOver
						brief={brief}
						onTaken={() => {
							view.refresh()
							onChanged()
						}}
					/>
				)
			}
		>
			<Show view={view} doing={t('command.brief.doing')} title={t('command.brief.failed')}>
				{(shown) => <Page brief={shown} />}
			</Show>
		</Pane>
	)
}

const helped = new Map<unknown, typeof keyHelp>()
/** Lines of key help, once for each language. */
function keyHelpOf(t: (key: string) => string): typeof keyHelp {
	const known = helped.get(t) ?? keyHelp.map(({ keys }) => ({ keys, what: t(`command.brief.keys.${keys}`) }))
	helped.set(t, known)
	return known
}

function Page({ brief }: { readonly brief: BriefShape }) {
	const t = useWords()
	const say = useSay()
	const told = brief.sections.filter((section) => section.total > 0)
	const empty = brief.sections.filter((section) => section.total === 0)
	return (
		<>
			<p className="pad t2">
				{t('command.brief.tells', {
					from: when(brief.from, new Date(brief.until).getTime()),
					until: when(brief.until, new Date(brief.until).getTime()),
					next: when(brief.next, new Date(brief.until).getTime()),
				})}
			</p>
			<Lines brief={brief} sections={told} />
			{empty.length === 0 ? null : (
				<p className="shown">{t('command.brief.nothing', { names: empty.map(say).join(t('web.list.comma')) })}</p>
			)}
			<p className="shown">
				{t('command.brief.proof', { size: count(brief.size), sha256: `${brief.sha256.slice(0, 16)}…` })}
			</p>
			<Check id={brief.id} />
		</>
	)
}

/** PDF in the language of the screen, and print. */
function Paper({ brief }: { readonly brief: BriefShape }) {
	const t = useWords()
	const language = useLanguage()
	const [busy, setBusy] = useState(false)
	const [problem, setProblem] = useState<ProblemFacts | null>(null)
	const keep = async (): Promise<void> => {
		setBusy(true)
		setProblem(null)
		try {
			const { output } = await askView(printBrief, { brief: brief.id, language, origin: location.origin })
			saveFile(output.name, 'application/pdf', fromBase64(output.base64))
		} catch (cause) {
			if (!(cause instanceof ProblemError)) throw cause
			setProblem(cause.problem)
		} finally {
			setBusy(false)
		}
	}
	return (
		<span className="row brief-tools">
			{problem === null ? null : <Problem problem={problem} title={t('command.brief.no-pdf')} />}
			<Button keys="X" busy={busy} onPress={() => void keep()}>
				{t('command.brief.pdf')}
			</Button>
			<Button onPress={() => print()}>{t('command.brief.print')}</Button>
		</span>
	)
}

/** K76. */
function TakeOver({ brief, onTaken }: { readonly brief: BriefShape; readonly onTaken: () => void }) {
	const t = useWords()
	const may = useMay()
	const act = useAct(acknowledgeBrief)
	const { session } = useSession()
	const made = t('command.brief.made', { post: t(`web.post.${brief.madePost}`), time: when(brief.madeAt) })
	if (brief.acknowledged !== null)
		return (
			<>
				<span className="t2">{made}</span>
				<span className="good">
					{t('command.brief.taken', {
						post: t(`web.post.${brief.acknowledged.post}`),
						time: when(brief.acknowledged.at),
					})}
				</span>
			</>
		)
	const ask = { action: acknowledgeBrief.name, on: { type: 'Brief', id: brief.id } }
	const may_ = may === null || session === null || may.has(acknowledgeBrief.name)
	return (
		<>
			<span className="t2">{made}</span>
			<span className="sp" />
			{act.problem === null ? null : <Problem problem={act.problem} title={t('command.brief.not-taken')} ask={ask} />}
			<Button
				keys="A"
				busy={act.busy}
				refused={may_ ? undefined : { rule: null, ask }}
				onPress={() =>
					void act.perform({ brief: brief.id, version: brief.version }).then((done) => {
						if (done !== null) onTaken()
					})
				}
			>
				{t('command.brief.take-over')}
			</Button>
		</>
	)
}

/** K75. */
function Check({ id }: { readonly id: string }) {
	const t = useWords()
	const [asked, setAsked] = useState(false)
	const view = useView(checkBrief, { brief: id }, { enabled: asked })
	if (!asked)
		return (
			<div className="pad brief-check">
				<Button onPress={() => setAsked(true)}>{t('command.brief.check')}</Button>
			</div>
		)
	return (
		<div className="brief-check">
			<Show view={view} doing={t('command.brief.checking')} title={t('command.brief.failed')}>
				{(checked) => <Checked checked={checked} />}
			</Show>
		</div>
	)
}

function Checked({ checked }: { readonly checked: z.output<typeof checkBrief.output> }) {
	const t = useWords()
	const say = useSay()
	if (checked.same)
		return (
			<Note kind="good" live>
				{t('command.brief.same', { n: count(checked.lines) })}
			</Note>
		)
	return (
		<Note kind="bad" live title={t('command.brief.differs')}>
			<ul>
				{checked.differing.map((line) => (
					<li key={`${line.said} ${line.en}`}>
						{t(line.said ? 'command.brief.was-said' : 'command.brief.not-said')} {say(line)}
					</li>
				))}
			</ul>
		</Note>
	)
}
