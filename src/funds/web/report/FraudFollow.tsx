import { useState } from 'react'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { useNow } from '#kernel/web/clock.ts'
import { Brand } from '#kernel/web/parts/Brand.tsx'
import { OtherLanguage } from '#kernel/web/parts/OtherLanguage.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { clockTime, dayWords } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { FollowedStop, followReport as followed } from '../../contract/report-follow.ts'
import { followReport } from '../../contract/report-follow.ts'
import { amountText } from '../../contract/decimal.ts'
import './fraud.css'

type Shown = z.output<(typeof followed)['output']>

/** F39, F40. The victim's own page, by their link: what banks were asked, what they hold until when, and what comes next. */
export function FraudFollow() {
	const t = useWords()
	const [link, setLink] = useState(decodeURIComponent(location.pathname.split('/')[2] ?? ''))
	document.title = t('funds.follow.title')
	const open = (given: string) => {
		history.replaceState(null, '', `/fraud/${encodeURIComponent(given)}`)
		setLink(given)
	}
	return (
		<div className="fraud">
			<header className="fraud-head">
				<Brand />
				<b>{t('funds.follow.title')}</b>
				<OtherLanguage />
			</header>
			<main>{link === '' ? <LinkForm onLink={open} wrong={false} /> : <Progress link={link} onLink={open} />}</main>
			<footer className="fraud-foot">{t('funds.follow.danger')}</footer>
		</div>
	)
}

function LinkForm({ onLink, wrong }: { readonly onLink: (link: string) => void; readonly wrong: boolean }) {
	const t = useWords()
	const [link, setLink] = useState('')
	const send = () => {
		if (link.trim() !== '') onLink(link.trim())
	}
	return (
		<section className="fraud-code">
			<h1>{t(wrong ? 'funds.follow.none' : 'funds.follow.ask')}</h1>
			<p>{t(wrong ? 'funds.follow.none.next' : 'funds.follow.ask.next')}</p>
			<Field
				label={t('funds.follow.code')}
				value={link}
				onChange={setLink}
				maxLength={24}
				autoFocus
				onEnter={send}
				placeholder="4K7P-92MX-TQ7B"
			/>
			<button type="button" className="fraud-go" onClick={send}>
				{t('funds.follow.look')}
			</button>
		</section>
	)
}

function Progress({ link, onLink }: { readonly link: string; readonly onLink: (link: string) => void }) {
	const language = useLanguage()
	const view = useView(followReport, { link }, { every: 20_000 })
	if (
		view.problem !== null &&
		view.output === undefined &&
		(view.problem.code === 'not_found' || view.problem.code === 'invalid')
	)
		return <LinkForm onLink={onLink} wrong />
	return (
		<Show view={view}>
			{(shown) => (
				<>
					<Answer shown={shown} />
					<p className="fraud-never">{shown.never[language]}</p>
					<Letters shown={shown} />
					<Stops shown={shown} />
					<Next shown={shown} />
					<Steps shown={shown} />
				</>
			)}
		</Show>
	)
}

/** The answer in the first sentence, then how much of it. */
function Answer({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const language = useLanguage()
	const amount = (minor: number) => `${shown.currency} ${amountText(minor, shown.currency)}`
	return (
		<section className="fraud-answer">
			<h1>{shown.sentence[language]}</h1>
			{shown.lossMinor > 0 ? (
				<p className="fraud-sum">
					{t('funds.follow.held', { held: amount(shown.heldMinor), loss: amount(shown.lossMinor) })}
				</p>
			) : null}
			<p>
				<span className="mono">{shown.number}</span> · {t('funds.follow.fresh')}
			</p>
		</section>
	)
}

/** F299, F322. What comes back, and until when one may object. */
function Letters({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const language = useLanguage()
	if (shown.letters.length === 0) return null
	return (
		<section className="fraud-part">
			<h2>{t('funds.follow.back')}</h2>
			<ol>
				{shown.letters.map((letter) => (
					<li key={letter.en[0]} className="held">
						{letter[language].map((line, index) =>
							index === 0 ? <b key={line}>{line}</b> : <span key={line}>{line}</span>,
						)}
					</li>
				))}
			</ol>
			<p>
				<a href="/given-back">{t('funds.follow.notices')}</a>
			</p>
		</section>
	)
}

function Stops({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	return (
		<section className="fraud-part">
			<h2>{t('funds.follow.what')}</h2>
			{shown.stops.length === 0 ? <p>{t('funds.follow.none-asked')}</p> : null}
			<ol>
				{shown.stops.map((stop) => (
					<li key={`${stop.sentAt} ${stop.is} ${stop.bank ?? ''}`} className={stop.is}>
						<Stop stop={stop} />
					</li>
				))}
			</ol>
		</section>
	)
}

function Stop({ stop }: { readonly stop: FollowedStop }) {
	const t = useWords()
	const moment = useMoment()
	const amount = (minor: number | null) => amountText(minor ?? 0, stop.currency)
	const times = [
		t('funds.follow.sent', { sent: moment(stop.sentAt) }),
		...(stop.answeredAt === null ? [] : [t('funds.follow.answered', { at: moment(stop.answeredAt) })]),
	]
	return (
		<>
			<b>{stop.bank === null ? t('funds.follow.bank.further') : t('funds.follow.bank', { bank: stop.bank })}</b>
			<span className="t2">{times.join(t('funds.report.comma'))}</span>
			<span>
				{t(`funds.follow.is.${stop.is}`, {
					asked: amount(stop.askedMinor),
					held: amount(stop.heldMinor),
					until: stop.until === null ? '—' : moment(stop.until),
					ended: stop.endedAt === null ? '—' : moment(stop.endedAt),
				})}
			</span>
		</>
	)
}

function Next({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const language = useLanguage()
	const moment = useMoment()
	return (
		<section className="fraud-part">
			<h2>{t('funds.follow.next')}</h2>
			<p>
				{shown.next[language]}{' '}
				{shown.decideBy === null ? null : t('funds.follow.decide-by', { when: moment(shown.decideBy) })}
			</p>
		</section>
	)
}

function Steps({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const moment = useMoment()
	const steps = [
		['reported', shown.reportedAt],
		['signed', shown.signedAt],
		['decided', shown.decidedAt],
	] as const
	const now = steps.find(([, at]) => at === null)?.[0]
	return (
		<section className="fraud-part">
			<h2>{t('funds.follow.steps')}</h2>
			<ol className="fraud-steps">
				{steps.map(([key, at]) => (
					<li
						key={key}
						className={at !== null ? 'done' : key === now ? 'now' : 'later'}
						aria-current={key === now ? 'step' : undefined}
					>
						<span className="bricks" aria-hidden="true">
							<i />
							<i />
						</span>
						<div>
							<b>{t(`funds.follow.step.${key}`)}</b>
							<span className="t2">{at === null ? t(`funds.follow.step.${key}.later`) : moment(at)}</span>
						</div>
					</li>
				))}
			</ol>
		</section>
	)
}

/** `03:12` today, `24 November 03:12` another day. */
function useMoment(): (at: string) => string {
	const language = useLanguage()
	const today = dayWords(useNow(), language)
	return (at) => {
		const date = dayWords(at, language)
		return date === today ? clockTime(at, false) : `${date} ${clockTime(at, false)}`
	}
}
