import type { z } from 'zod'
import { useParams } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { useTitle } from '#kernel/web/page.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import { showOrder } from '../../contract/order-views.ts'
import { Look } from './Look.tsx'
import { OrderStory } from './OrderStory.tsx'
import { OrderTree } from './OrderTree.tsx'
import { Work } from './Work.tsx'
import './orders.css'

export type OrderShown = z.output<(typeof showOrder)['output']>

/** One order: what, by when, on what basis, three answers; what is done of it; what it was broken down into. */
export function Order() {
	const t = useWords()
	const { id } = useParams<{ id: string }>()
	const view = useView(showOrder, { order: id }, { topics: ['command.order.'], keep: true })
	const shown = view.output?.id === id ? view.output : undefined
	return (
		<Show view={{ ...view, output: shown }} doing={t('command.order.doing')} ask={{ action: showOrder.name }}>
			{(order) => <Whole key={order.id} order={order} onChanged={view.refresh} />}
		</Show>
	)
}

function Whole({ order, onChanged }: { readonly order: OrderShown; readonly onChanged: () => void }) {
	const t = useWords()
	useTitle(order.title)
	return (
		<Columns
			columns={[
				{
					key: 'look',
					title: t('command.order.look'),
					width: '1fr',
					children: <Look order={order} onChanged={onChanged} />,
				},
				{
					key: 'work',
					title: t('command.order.work'),
					width: '1fr',
					children: <Work order={order} onChanged={onChanged} />,
				},
				{
					key: 'tree',
					title: t('command.order.tree'),
					width: '520px',
					children: (
						<>
							<OrderTree order={order} />
							<OrderStory order={order} />
						</>
					),
				},
			]}
		/>
	)
}
