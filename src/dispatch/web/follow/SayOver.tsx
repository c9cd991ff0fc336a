import { useState } from 'react'
import type { z } from 'zod'
import { useAct } from '#kernel/web/client.ts'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { clockTime, dayWords } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { cancelFollow, reopenFollow, type showFollow } from '../../contract/follow.ts'

type Shown = z.output<(typeof showFollow)['output']>
type Props = { readonly code: string; readonly shown: Shown; readonly onDone: () => void }

/** D191, D192. That help is no longer needed, or that it is not over: said in two steps, so that no slip says it. */
export function SayOver({ code, shown, onDone }: Props) {
	const t = useWords()
	const language = useLanguage()
	const cancel = useAct(cancelFollow)
	const reopen = useAct(reopenFollow)
	const [asking, setAsking] = useState<'cancel' | 'reopen' | null>(null)
	const [text, setText] = useState('')
	const moment = (at: string) => `${dayWords(at, language)} ${clockTime(at, false)}`
	const send = async (): Promise<void> => {
		const words = text.trim()
		const done =
			asking === 'cancel'
				? await cancel.perform({ code, ...(words === '' ? {} : { text: words }) })
				: words === ''
					? null
					: await reopen.perform({ code, text: words })
		if (done === null) return
		setAsking(null)
		setText('')
		onDone()
	}
	const problem = cancel.problem ?? reopen.problem
	return (
		<section className="follow-add">
			{shown.cancelled === null ? null : (
				<p role="status">
					{t('dispatch.follow.cancelled', { when: moment(shown.cancelled.at) })}{' '}
					{t(`dispatch.follow.then.${shown.cancelled.then}`)}
				</p>
			)}
			{asking === null && shown.mayCancel ? (
				<button type="button" className="follow-plain" onClick={() => setAsking('cancel')}>
					{t('dispatch.follow.cancel')}
				</button>
			) : null}
			{asking === null && shown.reopenUntil !== null ? (
				<>
					<button type="button" className="follow-plain" onClick={() => setAsking('reopen')}>
						{t('dispatch.follow.reopen')}
					</button>
					<p className="t2">{t('dispatch.follow.reopen.until', { when: moment(shown.reopenUntil) })}</p>
				</>
			) : null}
			{asking === null ? null : (
				<>
					<Field
						label={t(`dispatch.follow.${asking}.why`)}
						value={text}
						onChange={setText}
						lines={3}
						maxLength={500}
						autoFocus
						required={asking === 'reopen'}
					/>
					<button
						type="button"
						className="follow-go"
						aria-busy={cancel.busy || reopen.busy}
						onClick={() => void send()}
					>
						{t(`dispatch.follow.${asking}.do`)}
					</button>
					<button type="button" className="follow-plain" onClick={() => setAsking(null)}>
						{t('dispatch.follow.back')}
					</button>
				</>
			)}
			{problem === null ? null : <Problem problem={problem} again={() => void send()} />}
		</section>
	)
}

/** D195. Who takes over and whether they have it, with their own number. */
export function TakenOver({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const language = useLanguage()
	const { takenOver } = shown
	if (takenOver === null) return null
	const moment = (at: string) => `${dayWords(at, language)} ${clockTime(at, false)}`
	return (
		<p className="follow-line">
			<b>{t('dispatch.follow.handed', { to: takenOver.to[language], when: moment(takenOver.at) })}</b>
			<span>
				{takenOver.acknowledgedAt === null
					? t('dispatch.follow.handed.waits')
					: t('dispatch.follow.handed.taken', {
							when: moment(takenOver.acknowledgedAt),
							number: takenOver.reference ?? '',
						})}
			</span>
		</p>
	)
}
