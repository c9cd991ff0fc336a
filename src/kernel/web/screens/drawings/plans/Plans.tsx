import './plans.css'
import { useEffect, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { listPlans } from '../../../../matters/contract/plans.ts'
import { useView } from '../../../client.ts'
import { Button } from '../../../parts/Button.tsx'
import { Columns } from '../../../parts/Columns.tsx'
import { Empty } from '../../../parts/Empty.tsx'
import { Pane } from '../../../parts/Pane.tsx'
import { Show } from '../../../parts/Show.tsx'
import { useWords } from '../../../words.ts'
import { pathTo, pathToPlans } from '../names.ts'
import { Making } from './Making.tsx'
import { OnePlan } from './Plan.tsx'
import { PlanList } from './PlanList.tsx'

/** W75. Plans of moving a process's live matters at the left; one of them, or a new one, at the right. */
export function Plans({ name }: { readonly name: string }) {
	const t = useWords()
	const [, navigate] = useLocation()
	const query = new URLSearchParams(useSearch())
	const plan = query.get('plan')
	const from = query.get('from')
	const to = query.get('to')
	const one = plan !== null || (from !== null && to !== null)
	const [shown, setShown] = useState(one ? 'one' : 'list')
	useEffect(() => setShown(one ? 'one' : 'list'), [one])
	const list = useView(listPlans, { name }, { topics: ['matters.plan.'] })
	const show = (id: string): void => {
		list.refresh()
		navigate(pathToPlans(name, { plan: id }), { replace: true })
		setShown('one')
	}
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'list',
					title: t('drawings.plans'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('drawings.plans')}
							note={name}
							tools={
								<Button keys="Esc" onPress={() => navigate(pathTo(name))}>
									{t('drawings.leave')}
								</Button>
							}
						>
							<Show view={list} title={t('drawings.failed')} ask={{ action: listPlans.name }}>
								{({ rows }) => <PlanList keys rows={rows} chosen={plan} onChoose={(row) => show(row.id)} />}
							</Show>
						</Pane>
					),
				},
				{
					key: 'one',
					title: t('drawings.plans.one'),
					width: '1.4fr',
					children:
						plan !== null ? (
							<OnePlan key={plan} id={plan} />
						) : from !== null && to !== null ? (
							<Making key={`${from} ${to}`} name={name} from={from} to={to} onProposed={show} />
						) : (
							<Pane title={t('drawings.plans.one')}>
								<Empty title={t('drawings.plans.none-chosen')}>{t('drawings.plans.none-chosen.why')}</Empty>
							</Pane>
						),
				},
			]}
		/>
	)
}
