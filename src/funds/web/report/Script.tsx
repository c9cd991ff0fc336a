import { useRef, useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { when } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { answerFraud, type FraudAnswered, showFraudScript } from '../../contract/report-script.ts'
import type { Both, ReportShown } from '../../contract/report-shapes.ts'

type Asked = Pick<FraudAnswered, 'ask' | 'options'> & { readonly code: string }

/** F24 to F26. What is asked before any form: one key an answer, and what to tell the victim, in both languages. */
export function FraudScript({ report, onChanged }: { readonly report: ReportShown; readonly onChanged: () => void }) {
	const t = useWords()
	const act = useAct(answerFraud)
	const view = useView(showFraudScript, { report: report.id }, { topics: ['funds.report.'], keep: true })
	const [again, setAgain] = useState<string | null>(null)
	// A key pressed twice answers one question, not the next one too.
	const saying = useRef<string | null>(null)
	const answered = view.output?.answered ?? []
	const next = view.output?.next ?? null
	const once = answered.find((one) => one.question === again)
	const may = report.may.includes(answerFraud.name)
	const asked: Asked | null = !may
		? null
		: once === undefined
			? next
			: { code: once.question, ask: once.ask, options: once.options }
	const answer = async (said: string): Promise<void> => {
		if (asked === null || saying.current === asked.code) return
		saying.current = asked.code
		const done = await act.perform({ report: report.id, question: asked.code, answer: said })
		saying.current = null
		if (done !== null) setAgain(null)
		view.refresh()
		onChanged()
	}
	useKeys(Object.fromEntries((asked?.options ?? []).map((one) => [one.key, () => void answer(one.answer)])), {
		when: asked !== null,
	})
	const tells = answered.toSorted((a, b) => b.at.localeCompare(a.at)).flatMap((one) => (one.tell === null ? [] : [one]))
	if (asked === null && answered.length === 0) return null
	return (
		<section className="fr-script" aria-label={t('funds.report.script')}>
			{report.dissuasion !== null && answered.some((one) => one.question === 'paid') && (
				<p className="fr-tell newest" aria-live="polite">
					<InBoth words={report.dissuasion.words} quoted />
				</p>
			)}
			{tells.length > 0 && (
				<ul aria-label={t('funds.report.say')} aria-live="polite">
					{tells.slice(0, 2).map((one, at) => (
						<li key={one.question} className={at === 0 ? 'fr-tell newest' : 'fr-tell t2'}>
							{one.urgent && at === 0 ? <Icon name="alert" /> : null}
							{one.tell === null ? null : <InBoth words={one.tell} quoted />}
						</li>
					))}
				</ul>
			)}
			{asked === null ? null : <Question asked={asked} onAnswer={(said) => void answer(said)} />}
			<Answered answered={answered} onAgain={may ? setAgain : null} />
			{act.problem === null ? null : <Problem problem={act.problem} title={t('funds.report.not-done')} />}
		</section>
	)
}

function Question({ asked, onAnswer }: { readonly asked: Asked; readonly onAnswer: (answer: string) => void }) {
	const say = useSay()
	return (
		<div className="fr-ask">
			<p className="fr-words">
				<InBoth words={asked.ask} />
			</p>
			<div className="chips" role="group" aria-label={say(asked.ask)}>
				{asked.options.map((one) => (
					<button
						key={one.answer}
						type="button"
						className="chip"
						aria-keyshortcuts={one.key}
						// The field in which something is being typed keeps the focus.
						onPointerDown={(event) => event.preventDefault()}
						onClick={() => onAnswer(one.answer)}
					>
						<Kbd keys={one.key} />
						{say(one.said)}
					</button>
				))}
			</div>
		</div>
	)
}

function Answered(props: {
	readonly answered: readonly FraudAnswered[]
	readonly onAgain: ((question: string) => void) | null
}) {
	const t = useWords()
	const say = useSay()
	if (props.answered.length === 0) return null
	return (
		<ul className="fr-answered" aria-label={t('funds.report.answered')}>
			{props.answered.map((one) => (
				<li key={one.question}>
					<time className="t3" dateTime={one.at}>
						{when(one.at)}
					</time>
					<span>
						<span className="t2">{say(one.ask)}</span> <b>{say(one.said)}</b>
					</span>
					{props.onAgain === null ? null : (
						<Button
							kind="bare"
							label={`${t('funds.report.again')}: ${say(one.ask)}`}
							onPress={() => props.onAgain?.(one.question)}
						>
							{t('funds.report.again')}
						</Button>
					)}
				</li>
			))}
		</ul>
	)
}

/** Words in the language of the screen, and small under them in the other: victims speak either. */
function InBoth({ words, quoted = false }: { readonly words: Both; readonly quoted?: boolean }) {
	const language = useLanguage()
	const [first, second] = language === 'zh' ? [words.zh, words.en] : [words.en, words.zh]
	const [firstLang, secondLang] = language === 'zh' ? ['zh-CN', 'en'] : ['en', 'zh-CN']
	return (
		<span>
			<span lang={firstLang}>{quoted ? `“${first}”` : first}</span>
			<span className="fr-other" lang={secondLang}>
				{second}
			</span>
		</span>
	)
}
