import { useState } from 'react'
import type { Problem as ProblemFacts } from '#kernel/web/http.ts'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'

type Props = {
	readonly busy: boolean
	readonly problem: ProblemFacts | null
	readonly onClose: () => void
	readonly onClear: (note: string) => void
}

/** What was done, in a line or two, then the unit is free. */
export function ClearForm({ busy, problem, onClose, onClear }: Props) {
	const t = useWords()
	const [note, setNote] = useState('')
	return (
		<Dialog
			title={t('dispatch.phone.clear.title')}
			onClose={onClose}
			acts={
				<button type="button" className="big-act" aria-busy={busy} onClick={() => onClear(note.trim())}>
					{t('dispatch.phone.next.clear')}
				</button>
			}
		>
			<Field
				label={t('dispatch.phone.clear.note')}
				value={note}
				onChange={setNote}
				lines={4}
				maxLength={1000}
				autoFocus
			/>
			{problem !== null && <Problem problem={problem} />}
		</Dialog>
	)
}
