import { useRef, useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { noteIncident } from '../../contract/incidents.ts'

/** One line that goes into the record: `N` comes here, Enter saves it. What is not saved stays in the field. */
export function NoteField({ incident }: { readonly incident: string }) {
	const t = useWords()
	const act = useAct(noteIncident)
	const [text, setText] = useState('')
	const field = useRef<HTMLInputElement>(null)
	useKeys({ N: () => field.current?.focus() })
	const save = async () => {
		const written = text.trim()
		if (written === '' || act.busy) return
		if ((await act.perform({ incident, text: written })) !== null) setText('')
	}
	return (
		<div className="note-field">
			{act.problem !== null && (
				<Problem
					problem={act.problem}
					again={() => void save()}
					ask={{ action: 'dispatch.incident.note', on: { type: 'Incident', id: incident } }}
				/>
			)}
			<div className="in">
				<Kbd keys="N" />
				<input
					ref={field}
					value={text}
					maxLength={1000}
					aria-label={t('dispatch.note.label')}
					aria-keyshortcuts="N"
					placeholder={t('dispatch.note.placeholder')}
					onChange={(event) => setText(event.target.value)}
					onKeyDown={(event) => {
						if (event.key === 'Escape') field.current?.blur()
						if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
						event.preventDefault()
						void save()
					}}
				/>
			</div>
		</div>
	)
}
