import { useState } from 'react'
import { useLocation } from 'wouter'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { acceptOrder } from '../../contract/order-answers.ts'
import { handInOrder } from '../../contract/order-work.ts'
import { confirmOrder } from '../../contract/orders.ts'
import { Say, type Saying } from './Say.tsx'
import type { OrderShown } from './Order.tsx'

type Props = { readonly order: OrderShown; readonly onChanged: () => void }

/** Acts that need no words, at once; and those that do, each with its dialog. */
const big: Readonly<Record<string, { readonly keys: string; readonly says: Saying | null }>> = {
	'command.order.confirm': { keys: 'A', says: null },
	'command.order.dispute': { keys: 'B', says: 'dispute' },
	'command.order.accept': { keys: 'A', says: null },
	'command.order.question': { keys: 'Q', says: 'question' },
	'command.order.refuse': { keys: 'B', says: 'refuse' },
	'command.order.decide-refusal': { keys: 'A', says: 'decide' },
	'command.order.hand-in': { keys: 'A', says: null },
	'command.order.check': { keys: 'A', says: 'check' },
	'command.order.recheck': { keys: 'A', says: 'recheck' },
	'command.order.withdraw': { keys: 'Z', says: 'withdraw' },
}

/** What may be done with the order now: the answers as big keys, then the smaller ones. */
export function Keys({ order, onChanged }: Props) {
	const t = useWords()
	const [, go] = useLocation()
	const [saying, setSaying] = useState<Saying | null>(null)
	const accept = useAct(acceptOrder)
	const confirm = useAct(confirmOrder)
	const handIn = useAct(handInOrder)
	const plain = { 'command.order.accept': accept, 'command.order.confirm': confirm, 'command.order.hand-in': handIn }
	const problem = accept.problem ?? confirm.problem ?? handIn.problem
	const press = async (act: string) => {
		const says = big[act]?.says ?? null
		if (says !== null) return setSaying(says)
		const acting = Object.entries(plain).find(([name]) => name === act)?.[1]
		if (acting !== undefined && (await acting.perform({ order: order.id, version: order.version })) !== null)
			onChanged()
	}
	const acts = order.next.filter((act) => act in big)
	const missing = order.checklist.filter((item) => !item.done).map((item) => item.n)
	const notYet = (act: string) =>
		act === 'command.order.hand-in' && missing.length > 0
			? t('command.order.missing', { items: missing.join(', ') })
			: undefined
	const answers = order.state === 'given' || order.state === 'spoken'
	const isMain = (act: string, at: number) => act !== 'command.order.withdraw' && (at === 0 || answers)
	const button = (act: string, at: number) => (
		<Button
			key={act}
			kind={at === 0 && act !== 'command.order.withdraw' ? 'go' : 'plain'}
			main={isMain(act, at)}
			keys={big[act]?.keys ?? ''}
			busy={accept.busy || confirm.busy || handIn.busy}
			notYet={notYet(act)}
			onPress={() => void press(act)}
		>
			{t(`${act}.key`)}
		</Button>
	)
	return (
		<div className="order-keys">
			{acts.map((act, at) => (isMain(act, at) ? button(act, at) : null))}
			<div className="order-small">
				{acts.map((act, at) => (isMain(act, at) ? null : button(act, at)))}
				{order.next.includes('command.order.break-down') && (
					<Button keys="D" onPress={() => go(`/orders/new/${order.id}/part`)}>
						{t('command.order.break-down.key')}
					</Button>
				)}
				{order.next.includes('command.order.supersede') && (
					<Button keys="S" onPress={() => go(`/orders/new/${order.id}/instead`)}>
						{t('command.order.supersede.key')}
					</Button>
				)}
				{order.next.length === 0 && <span className="t3">{t('command.order.nothing-to-do')}</span>}
			</div>
			{problem !== null && (
				<Problem problem={problem} ask={{ action: acts[0] ?? '', on: { type: 'Order', id: order.id } }} />
			)}
			{saying !== null && (
				<Say
					order={order}
					saying={saying}
					onClose={() => setSaying(null)}
					onDone={() => {
						setSaying(null)
						onChanged()
					}}
				/>
			)}
		</div>
	)
}
