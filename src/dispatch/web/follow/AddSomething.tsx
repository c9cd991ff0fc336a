import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Check } from '#kernel/web/parts/Check.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { clockTime, dayWords } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { addFollow } from '../../contract/follow.ts'

type Props = { readonly code: string; readonly added: readonly string[]; readonly onAdded: () => void }

/** What the caller wants to add, and whether they may be phoned. */
export function AddSomething({ code, added, onAdded }: Props) {
	const t = useWords()
	const language = useLanguage()
	const act = useAct(addFollow)
	const [open, setOpen] = useState(false)
	const [text, setText] = useState('')
	const [safe, setSafe] = useState(true)
	const send = async () => {
		if (text.trim() === '') return
		if ((await act.perform({ code, text: text.trim(), safeToCall: safe })) === null) return
		setText('')
		setOpen(false)
		onAdded()
	}
	return (
		<section className="follow-add">
			{!open && (
				<button type="button" className="follow-go" onClick={() => setOpen(true)}>
					<Icon name="file" size={18} />
					{t('dispatch.follow.add')}
				</button>
			)}
			{open && (
				<>
					<Field
						label={t('dispatch.follow.add')}
						value={text}
						onChange={setText}
						lines={4}
						maxLength={1000}
						autoFocus
					/>
					<Check on={safe} onChange={setSafe}>
						{t('dispatch.follow.mayPhone')}
					</Check>
					<button type="button" className="follow-go" aria-busy={act.busy} onClick={() => void send()}>
						{t('dispatch.follow.send')}
					</button>
				</>
			)}
			{act.problem !== null && <Problem problem={act.problem} again={() => void send()} />}
			{added.length > 0 && (
				<p className="t2">
					{t('dispatch.follow.added', {
						when: `${dayWords(added[0] ?? '', language)} ${clockTime(added[0] ?? '', false)}`,
					})}
				</p>
			)}
		</section>
	)
}
