import { useKeys } from '#kernel/web/keyboard.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { Script } from './useScript.ts'
import './script.css'

type Both = { readonly en: string; readonly zh: string }

/** D202, D203. What is asked before the form: one key an answer, what to tell the caller, and that a unit goes first. */
export function ScriptPane({ script, withDesk }: { readonly script: Script; readonly withDesk: boolean }) {
	const t = useWords()
	const { asked, answered, open } = script
	const options = open && asked !== null ? asked.options : []
	useKeys(Object.fromEntries(options.map((one) => [one.key, () => script.onAnswer(one.answer)])), {
		when: options.length > 0,
	})
	if (asked === null && answered.length === 0) return null
	if (!open) return <Folded script={script} />
	const tells = toldOf(answered)
	return (
		<section className="script" aria-label={t('dispatch.script.title')}>
			<div className="script-head">
				<h2>{t('dispatch.script.title')}</h2>
				{!withDesk && answered.some((one) => one.first) && (
					<b className="script-first">
						<Icon name="escalate" /> {t('dispatch.script.first')} <Kbd keys="F9" />
					</b>
				)}
				<span className="sp" />
				<Button kind="bare" keys="Alt Q" expanded onPress={() => script.onOpen(false)}>
					{t('dispatch.script.fold')}
				</Button>
			</div>
			{tells.length > 0 && (
				<ul className="script-tell" aria-label={t('dispatch.intake.say')} aria-live="polite">
					{tells.map((tell, at) => (
						<li key={tell.en} className={at === 0 ? 'newest' : 't2'}>
							<InBoth words={tell} quoted other={at === 0} />
						</li>
					))}
				</ul>
			)}
			{asked !== null && <Question script={script} />}
			<Answered script={script} />
		</section>
	)
}

function Question({ script }: { readonly script: Script }) {
	const say = useSay()
	const { asked } = script
	if (asked === null) return null
	const before = script.answered.find((one) => one.question === asked.code)?.answer
	return (
		<div className="script-ask">
			<p className="script-words">
				<InBoth words={asked.ask} other />
			</p>
			<div className="chips" role="group" aria-label={say(asked.ask)}>
				{asked.options.map((one) => (
					<button
						key={one.answer}
						type="button"
						className="chip"
						aria-pressed={one.answer === before}
						aria-keyshortcuts={one.key}
						// The field in which something is being typed keeps the focus.
						onPointerDown={(event) => event.preventDefault()}
						onClick={() => script.onAnswer(one.answer)}
					>
						<Kbd keys={one.key} />
						{say(one.said)}
					</button>
				))}
			</div>
		</div>
	)
}

/** What was answered; each can be asked again. */
function Answered({ script }: { readonly script: Script }) {
	const t = useWords()
	const say = useSay()
	if (script.answered.length === 0) return null
	return (
		<ul className="script-answered" aria-label={t('dispatch.script.answered')}>
			{script.answered.map((one) => (
				<li key={one.question}>
					<Icon name="tick" />
					<span>
						<span className="t2">{say(one.ask)}</span> <b>{say(one.said)}</b>
					</span>
					<Button
						kind="bare"
						label={`${t('dispatch.script.again')}: ${say(one.ask)}`}
						onPress={() => script.onAgain(one.question)}
					>
						{t('dispatch.script.again')}
					</Button>
				</li>
			))}
		</ul>
	)
}

function Folded({ script }: { readonly script: Script }) {
	const t = useWords()
	const say = useSay()
	const said = script.answered.map((one) => say(one.said))
	return (
		<section className="script folded" aria-label={t('dispatch.script.title')}>
			<h2>{t('dispatch.script.title')}</h2>
			<span className="el" title={said.join(t('dispatch.list.comma'))}>
				{said.length === 0 ? t('dispatch.script.none') : said.join(t('dispatch.list.comma'))}
			</span>
			<span className="sp" />
			<Button kind="bare" keys="Alt Q" expanded={false} onPress={() => script.onOpen(true)}>
				{t('dispatch.script.open')}
			</Button>
		</section>
	)
}

/** What to tell, the newest first; the same words once. */
function toldOf(answered: Script['answered']): readonly Both[] {
	const newest = answered.toSorted((a, b) => b.at.localeCompare(a.at)).flatMap((one) => one.tell ?? [])
	return newest.filter((tell, at) => newest.findIndex((one) => one.en === tell.en) === at)
}

/** Words in the language of the screen, and small under them in the other: callers speak either. */
function InBoth({
	words,
	quoted = false,
	other,
}: {
	readonly words: Both
	readonly quoted?: boolean
	readonly other: boolean
}) {
	const language = useLanguage()
	const [first, second] = language === 'zh' ? [words.zh, words.en] : [words.en, words.zh]
	const [firstLang, secondLang] = language === 'zh' ? ['zh-CN', 'en'] : ['en', 'zh-CN']
	return (
		<>
			<span lang={firstLang}>{quoted ? `“${first}”` : first}</span>
			{other && (
				<span className="script-other" lang={secondLang}>
					{second}
				</span>
			)}
		</>
	)
}
