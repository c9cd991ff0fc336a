import { useLocation } from 'wouter'
import { listPlans } from '../../../../matters/contract/plans.ts'
import { useView } from '../../../client.ts'
import { Pane } from '../../../parts/Pane.tsx'
import { useWords } from '../../../words.ts'
import { pathToPlans } from '../names.ts'
import { PlanList } from './PlanList.tsx'

/** Plans that wait to be signed or run, of whatever process; nothing where none does. */
export function OpenPlans() {
	const t = useWords()
	const [, navigate] = useLocation()
	const view = useView(listPlans, {}, { topics: ['matters.plan.'] })
	const rows = (view.output?.rows ?? []).filter(({ state }) => state !== 'done' && state !== 'refused')
	if (rows.length === 0) return null
	return (
		<Pane still className="drafts" title={t('drawings.plans.open')} note={rows.length}>
			<PlanList rows={rows} chosen={null} onChoose={(row) => navigate(pathToPlans(row.name, { plan: row.id }))} />
		</Pane>
	)
}
