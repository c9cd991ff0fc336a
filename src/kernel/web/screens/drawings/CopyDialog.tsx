import { useState } from 'react'
import { useLocation } from 'wouter'
import { openDraft } from '../../../matters/contract/drawings.ts'
import { useAct } from '../../client.ts'
import { useNotices } from '../../notices.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { useWords } from '../../words.ts'
import { pathTo } from './names.ts'

/** A draft begins as a copy, with a title of its own; for a new process it takes a name of its own as well. */
export function CopyDialog(props: {
	readonly what: 'drawing' | 'table'
	readonly name: string
	/** A version, or a text that stands on no shelf of versions. */
	readonly of: { readonly copy: { readonly name: string; readonly version: string } } | { readonly text: string }
	readonly onClose: () => void
}) {
	const t = useWords()
	const { tell } = useNotices()
	const [, navigate] = useLocation()
	const [title, setTitle] = useState('')
	const [name, setName] = useState(props.name)
	const act = useAct(openDraft)
	const open = async (): Promise<void> => {
		const answer = await act.perform({
			what: props.what,
			name: name.trim(),
			title: title.trim(),
			...props.of,
		})
		if (answer === null) return
		tell({ kind: 'good', title: t('drawings.copied'), receipt: answer.receipt })
		navigate(pathTo(answer.output.id, 'edit'))
	}
	return (
		<Dialog
			title={t('drawings.copy')}
			onClose={props.onClose}
			acts={
				<Button
					kind="go"
					busy={act.busy}
					notYet={title.trim() === '' ? t('drawings.copy.title') : undefined}
					onPress={() => void open()}
				>
					{t('drawings.copy.do')}
				</Button>
			}
		>
			{act.problem === null ? null : (
				<Problem problem={act.problem} title={t('drawings.not-opened')} ask={{ action: openDraft.name }} />
			)}
			<Field
				label={t('drawings.draft-title')}
				hint={t('drawings.draft-title.hint')}
				value={title}
				onChange={setTitle}
				maxLength={200}
				required
				onEnter={() => void open()}
			/>
			<Field
				label={t('drawings.name')}
				hint={t('drawings.name.hint', { own: 'own.name' })}
				value={name}
				onChange={setName}
				maxLength={100}
				mono
				required
			/>
		</Dialog>
	)
}
