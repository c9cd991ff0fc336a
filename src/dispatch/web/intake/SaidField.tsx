import { useState } from 'react'
import { clockTime } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { CallShown } from './CallForm.tsx'
import { Row } from './Row.tsx'

/** What is said, line by line with its time; nothing is overwritten. */
export function SaidField({
	call,
	onSay,
}: {
	readonly call: CallShown
	readonly onSay: (said: string) => Promise<boolean>
}) {
	const t = useWords()
	const [text, setText] = useState('')
	const [busy, setBusy] = useState(false)
	const say = async () => {
		const said = text.trim()
		if (said === '' || busy) return
		setBusy(true)
		if (await onSay(said)) setText('')
		setBusy(false)
	}
	return (
		<Row at={5} keys="F6" name="said" label={t('dispatch.intake.said')}>
			<div className="log">
				{call.said.map((line) => (
					<div key={`${line.at} ${line.text}`}>
						<time dateTime={line.at}>{clockTime(line.at)}</time>
						<span>{line.text}</span>
					</div>
				))}
				<div className="now">
					<time>{t('dispatch.intake.now')}</time>
					<input
						value={text}
						maxLength={500}
						aria-label={t('dispatch.intake.said')}
						placeholder={t('dispatch.intake.said.hint')}
						onChange={(event) => setText(event.target.value)}
						onKeyDown={(event) => {
							if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
							event.preventDefault()
							void say()
						}}
					/>
				</div>
			</div>
		</Row>
	)
}
