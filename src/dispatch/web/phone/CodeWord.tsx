import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { setCodeWord } from '../../contract/emergency.ts'

/** D122. The word that ends a mistaken alarm; it goes with the shift. */
export function CodeWord({ unit }: { readonly unit: string }) {
	const t = useWords()
	const act = useAct(setCodeWord)
	const [word, setWord] = useState('')
	const save = async () => {
		if (word.trim() !== '' && (await act.perform({ unit, codeWord: word.trim() })) !== null) setWord('')
	}
	return (
		<>
			<Field
				label={t('dispatch.phone.code')}
				value={word}
				onChange={setWord}
				maxLength={40}
				onEnter={() => void save()}
			/>
			<p className="t2">{t('dispatch.phone.code.why')}</p>
			<button type="button" className="wide-act" aria-busy={act.busy} onClick={() => void save()}>
				{t('dispatch.phone.code.save')}
			</button>
			{act.answer !== null && <p role="status">{t('dispatch.phone.code.saved')}</p>}
			{act.problem !== null && <Problem problem={act.problem} />}
		</>
	)
}
