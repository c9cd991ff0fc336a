import { useState } from 'react'
import { Field } from '#kernel/web/parts/Field.tsx'
import { clockTime } from '#kernel/web/times.ts'
import type { CallerPhrase } from '../../contract/text.ts'
import type { Line, Waiting } from './kept.ts'
import { Place } from './Place.tsx'
import { useTongue } from './tongue.ts'
import type { Shown, Written } from './useWritten.ts'

type Props = { readonly written: Written; readonly shown: Shown; readonly phrases: readonly CallerPhrase[] }

/** The conversation: what is being done, both sides' lines, and what has not arrived yet. */
export function Thread({ written, shown, phrases }: Props) {
	const { t, language } = useTongue()
	const [text, setText] = useState('')
	const send = () => {
		const words = text.trim()
		if (words === '') return
		written.write({ text: words }, words)
		setText('')
	}
	return (
		<>
			<h1>{shown.sentence[language]}</h1>
			<div className="write-lines" role="log" aria-label={t('dispatch.write.lines')}>
				{shown.lines.map((line) => (
					<Sent key={line.id} line={line} seenAt={shown.seenAt} />
				))}
				{written.kept.lines.map((line) => (
					<Kept key={line.key} line={line} written={written} />
				))}
			</div>
			{!shown.mayWrite && (
				<button type="button" className="write-go" onClick={written.restart}>
					{t('dispatch.write.begin')}
				</button>
			)}
			{shown.mayWrite && (
				<>
					<Field
						label={t('dispatch.write.line')}
						value={text}
						onChange={setText}
						maxLength={500}
						onEnter={send}
						autoFocus
					/>
					<div className="write-send">
						<button type="button" className="write-go" onClick={send}>
							{t('dispatch.write.send')}
						</button>
					</div>
					<details className="write-code">
						<summary>{t('dispatch.write.sentences')}</summary>
						<div className="write-tiles">
							{phrases.map((each) => (
								<button
									key={each.code}
									type="button"
									className="write-tile"
									onClick={() => written.write({ phrase: each.code }, each.words[language])}
								>
									{each.words[language]}
								</button>
							))}
						</div>
					</details>
					<Place
						located={null}
						onLocated={(located) => {
							if (located !== null) written.write({ located }, t('dispatch.write.share'))
						}}
					/>
					{shown.safeToCall ? (
						<button
							type="button"
							className="write-tile"
							onClick={() => written.write({ safeToCall: false }, t('dispatch.write.stop'))}
						>
							{t('dispatch.write.stop')}
						</button>
					) : (
						<p className="t2">{t('dispatch.write.stopped')}</p>
					)}
				</>
			)}
			<p className="t2">{t('dispatch.write.yourCode', { code: written.kept.code ?? '' })}</p>
		</>
	)
}

function Sent({ line, seenAt }: { readonly line: Shown['lines'][number]; readonly seenAt: string | null }) {
	const { t, language } = useTongue()
	const mine = line.from === 'caller'
	const seen = seenAt !== null && Date.parse(seenAt) >= Date.parse(line.at)
	const chinese = language === 'zh' && line.zh !== null
	return (
		<div className={mine ? 'mine' : undefined}>
			<span className="write-who">
				{t(mine ? 'dispatch.write.you' : 'dispatch.write.they')}{' '}
				<time dateTime={line.at}>{clockTime(line.at, false)}</time>
				{mine && ` · ${t(seen ? 'dispatch.write.seen' : 'dispatch.write.arrived')}`}
			</span>
			<span lang={line.zh === null ? undefined : chinese ? 'zh-CN' : 'en'}>{chinese ? line.zh : line.text}</span>
		</div>
	)
}

/** DS132. A line that has not arrived says so, and is tried again by itself; a refused one says why. */
function Kept({ line, written }: { readonly line: Waiting<Line>; readonly written: Written }) {
	const { t } = useTongue()
	return (
		<div className="mine waits">
			<span className="write-who">
				{t('dispatch.write.you')} · {line.refused ?? t('dispatch.write.waits')}
			</span>
			<span>{line.reads}</span>
			{line.refused !== null && (
				<span className="row wrap">
					<button type="button" className="write-small" onClick={() => written.again(line.key)}>
						{t('dispatch.write.again')}
					</button>
					<button type="button" className="write-small" onClick={() => written.drop(line.key)}>
						{t('dispatch.write.drop')}
					</button>
				</span>
			)}
		</div>
	)
}
