import { Redirect, useParams } from 'wouter'
import { useOpening } from '../opening.ts'
import { Empty } from '../parts/Empty.tsx'
import { Pane } from '../parts/Pane.tsx'
import { useWords } from '../words.ts'

/** W60. An address for a row by its type and id, as paper and messages carry it: leads to the screen that shows such rows. */
export function Open() {
	const t = useWords()
	const { type, id } = useParams<{ type: string; id: string }>()
	const pathOf = useOpening(type)
	if (pathOf !== null) return <Redirect to={pathOf(id)} replace />
	return (
		<Pane title={t('web.open.title')}>
			<Empty title={t('web.open.none')}>{t('web.open.none.why')}</Empty>
		</Pane>
	)
}
