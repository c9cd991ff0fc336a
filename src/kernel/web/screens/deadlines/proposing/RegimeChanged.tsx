import type { RegimeBody } from '../../../../deadlines/contract/bodies.ts'
import { DataTable } from '../../../parts/DataTable.tsx'
import { useSay, useWords } from '../../../words.ts'
import { changedTerms } from './regime-draft.ts'
import { termWords } from './regime-words.ts'

/** W82. The terms in which a regime differs from the one in force. */
export function RegimeChanged({ before, after }: { readonly before: RegimeBody; readonly after: RegimeBody }) {
	const t = useWords()
	const say = useSay()
	const terms = changedTerms(before, after)
	if (terms.length === 0) return <p className="t2">{t('deadlines.change.none')}</p>
	return (
		<div className="changed">
			<DataTable
				label={t('deadlines.change.terms')}
				rows={terms}
				rowKey={(term) => term}
				columns={[
					{
						key: 'term',
						head: t('deadlines.change.term'),
						width: 120,
						wraps: true,
						cell: (term) => t(`deadlines.term.${term}`),
					},
					{
						key: 'before',
						head: t('deadlines.change.before'),
						wraps: true,
						cell: (term) => <span className="t2">{termWords(before, term, t, say)}</span>,
					},
					{
						key: 'after',
						head: t('deadlines.change.after'),
						wraps: true,
						cell: (term) => <b>{termWords(after, term, t, say)}</b>,
					},
				]}
			/>
		</div>
	)
}
