import { type ReactNode, useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import type { Problem as ProblemFacts } from '#kernel/web/http.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Check } from '#kernel/web/parts/Check.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { decideOrder, questionOrder, refuseOrder } from '../../contract/order-answers.ts'
import { checkOrder, recheckOrder } from '../../contract/order-work.ts'
import { disputeOrder, withdrawOrder } from '../../contract/orders.ts'
import { newId } from './new-id.ts'
import type { OrderShown } from './Order.tsx'

export type Saying = 'dispute' | 'question' | 'refuse' | 'decide' | 'check' | 'recheck' | 'withdraw'

type Props = {
	readonly order: OrderShown
	readonly onClose: () => void
	readonly onDone: () => void
}

/** The dialog of an act that needs words. */
export function Say({ saying, ...props }: Props & { readonly saying: Saying }) {
	switch (saying) {
		case 'question':
			return <Question {...props} />
		case 'refuse':
			return <Refuse {...props} />
		case 'decide':
			return <Decide {...props} />
		case 'check':
			return <CheckIt {...props} />
		case 'recheck':
			return <Recheck {...props} />
		default:
			return <Reason {...props} act={saying === 'dispute' ? disputeOrder : withdrawOrder} />
	}
}

type FrameProps = {
	readonly order: OrderShown
	readonly act: string
	readonly words: string
	readonly onWords: (words: string) => void
	readonly label: string
	readonly missing?: string | undefined
	readonly busy: boolean
	readonly problem: ProblemFacts | null
	readonly onClose: () => void
	readonly onSend: () => void
	readonly children?: ReactNode
}

function Frame(props: FrameProps) {
	const t = useWords()
	const missing = props.missing ?? (props.words.trim().length < 2 ? t('command.order.words-first') : undefined)
	return (
		<Dialog
			title={t(`${props.act}.key`)}
			wide
			onClose={props.onClose}
			acts={
				<Button kind="go" busy={props.busy} notYet={missing} onPress={props.onSend}>
					{t(`${props.act}.send`)}
				</Button>
			}
		>
			{props.children}
			<Field label={props.label} value={props.words} onChange={props.onWords} lines={3} maxLength={1000} required />
			{props.problem !== null && (
				<Problem problem={props.problem} ask={{ action: props.act, on: { type: 'Order', id: props.order.id } }} />
			)}
		</Dialog>
	)
}

function Question({ order, onClose, onDone }: Props) {
	const t = useWords()
	const act = useAct(questionOrder)
	const [words, setWords] = useState('')
	const [question] = useState(newId)
	const send = async () => {
		if ((await act.perform({ order: order.id, question, text: words.trim() })) !== null) onDone()
	}
	return (
		<Frame
			{...{ order, words, onClose, busy: act.busy, problem: act.problem }}
			act={questionOrder.name}
			onWords={setWords}
			label={t('command.order.question.label')}
			onSend={() => void send()}
		>
			<p className="t2">{t('command.order.question.note')}</p>
		</Frame>
	)
}

function Refuse({ order, onClose, onDone }: Props) {
	const t = useWords()
	const act = useAct(refuseOrder)
	const [words, setWords] = useState('')
	const [rule, setRule] = useState('')
	const { id, version } = order
	const send = async () => {
		const input = { order: id, version, rule: rule.trim(), reason: words.trim() }
		if ((await act.perform(input)) !== null) onDone()
	}
	return (
		<Frame
			{...{ order, words, onClose, busy: act.busy, problem: act.problem }}
			act={refuseOrder.name}
			onWords={setWords}
			label={t('command.order.refuse.label')}
			missing={rule.trim() === '' ? t('command.order.refuse.rule-first') : undefined}
			onSend={() => void send()}
		>
			<p className="t2">{t('command.order.refuse.note')}</p>
			<Field label={t('command.order.refuse.rule')} value={rule} onChange={setRule} maxLength={300} required />
		</Frame>
	)
}

function Decide({ order, onClose, onDone }: Props) {
	const t = useWords()
	const act = useAct(decideOrder)
	const [words, setWords] = useState('')
	const [decision, setDecision] = useState<'upheld' | 'lifted' | undefined>(undefined)
	const { id, version } = order
	const send = async () => {
		if (decision === undefined) return
		if ((await act.perform({ order: id, version, decision, reason: words.trim() })) !== null) onDone()
	}
	return (
		<Frame
			{...{ order, words, onClose, busy: act.busy, problem: act.problem }}
			act={decideOrder.name}
			onWords={setWords}
			label={t('command.order.reason')}
			missing={decision === undefined ? t('command.order.choose-first') : undefined}
			onSend={() => void send()}
		>
			<Chips
				label={t('command.order.decision')}
				{...(decision === undefined ? {} : { value: decision })}
				onChange={setDecision}
				chips={(['upheld', 'lifted'] as const).map((value) => ({ value, label: t(`command.order.decision.${value}`) }))}
			/>
		</Frame>
	)
}

function CheckIt({ order, onClose, onDone }: Props) {
	const t = useWords()
	const act = useAct(checkOrder)
	const [words, setWords] = useState('')
	const [items, setItems] = useState<readonly number[]>([])
	const { id, version } = order
	const result = items.length === 0 ? ('passed' as const) : ('returned' as const)
	const send = async () => {
		const input = {
			order: id,
			version,
			result,
			words: words.trim(),
			...(items.length === 0 ? {} : { items: [...items] }),
		}
		if ((await act.perform(input)) !== null) onDone()
	}
	return (
		<Frame
			{...{ order, words, onClose, busy: act.busy, problem: act.problem }}
			act={checkOrder.name}
			onWords={setWords}
			label={t('command.order.check.label')}
			onSend={() => void send()}
		>
			<p className="t2">{t('command.order.check.note')}</p>
			{order.checklist.map((item) => (
				<Check
					key={item.n}
					on={items.includes(item.n)}
					onChange={(on) => setItems(on ? [...items, item.n] : items.filter((n) => n !== item.n))}
				>
					{t('command.order.check.return', { item: `${item.n}. ${item.words}` })}
				</Check>
			))}
			<p>{t(`command.order.check.${result}`)}</p>
		</Frame>
	)
}

function Recheck({ order, onClose, onDone }: Props) {
	const t = useWords()
	const act = useAct(recheckOrder)
	const [words, setWords] = useState('')
	const [result, setResult] = useState<'holds' | 'fallen' | undefined>(undefined)
	const { id, version } = order
	const send = async () => {
		if (result === undefined) return
		if ((await act.perform({ order: id, version, result, words: words.trim() })) !== null) onDone()
	}
	return (
		<Frame
			{...{ order, words, onClose, busy: act.busy, problem: act.problem }}
			act={recheckOrder.name}
			onWords={setWords}
			label={t('command.order.recheck.label')}
			missing={result === undefined ? t('command.order.choose-first') : undefined}
			onSend={() => void send()}
		>
			<Chips
				label={t('command.order.lot.result')}
				{...(result === undefined ? {} : { value: result })}
				onChange={setResult}
				chips={(['holds', 'fallen'] as const).map((value) => ({ value, label: t(`command.order.lot.${value}`) }))}
			/>
		</Frame>
	)
}

function Reason({ order, act, onClose, onDone }: Props & { readonly act: typeof disputeOrder | typeof withdrawOrder }) {
	const t = useWords()
	const dispute = useAct(disputeOrder)
	const withdraw = useAct(withdrawOrder)
	const acting = act.name === disputeOrder.name ? dispute : withdraw
	const [words, setWords] = useState('')
	const { id, version } = order
	const send = async () => {
		if ((await acting.perform({ order: id, version, reason: words.trim() })) !== null) onDone()
	}
	return (
		<Frame
			{...{ order, words, onClose, busy: acting.busy, problem: acting.problem }}
			act={act.name}
			onWords={setWords}
			label={t('command.order.reason')}
			onSend={() => void send()}
		/>
	)
}
