import { listDeadlines } from '../../../../deadlines/contract.ts'
import { useView } from '../../../client.ts'
import { Note } from '../../../parts/Note.tsx'
import { RuleTag } from '../../../parts/RuleTag.tsx'
import { useWords } from '../../../words.ts'

/** C5. That a new edition makes new deadlines only, and how many run now and keep theirs. */
export function KeepTheirs() {
	const t = useWords()
	const { output } = useView(listDeadlines, { section: 'open', limit: 200 })
	return (
		<Note
			title={
				<>
					<b>{t('deadlines.change.keep')}</b>
					<RuleTag id="C5" />
				</>
			}
		>
			{output === undefined
				? null
				: t(output.more ? 'deadlines.change.keep.more' : 'deadlines.change.keep.count', { count: output.rows.length })}
		</Note>
	)
}
