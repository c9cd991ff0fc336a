import { useState } from 'react'
import { Field } from '#kernel/web/parts/Field.tsx'
import { useWords } from '#kernel/web/words.ts'

/** Asks for the code; says plainly when there is nothing under it. */
export function CodeForm({ onCode, wrong }: { readonly onCode: (code: string) => void; readonly wrong: boolean }) {
	const t = useWords()
	const [code, setCode] = useState('')
	const send = () => {
		if (code.trim() !== '') onCode(code.trim())
	}
	return (
		<section className="follow-code">
			<h1>{t(wrong ? 'dispatch.follow.none' : 'dispatch.follow.ask')}</h1>
			<p>{t(wrong ? 'dispatch.follow.none.next' : 'dispatch.follow.ask.next')}</p>
			<Field
				label={t('dispatch.follow.code')}
				value={code}
				onChange={setCode}
				maxLength={20}
				autoFocus
				onEnter={send}
				placeholder="4K7P-92MX-TQ"
			/>
			<button type="button" className="follow-go" onClick={send}>
				{t('dispatch.follow.look')}
			</button>
		</section>
	)
}
