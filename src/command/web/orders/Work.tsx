import { useState } from 'react'
import { Link } from 'wouter'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { count, when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { answerOrder } from '../../contract/order-answers.ts'
import { addEvidence } from '../../contract/order-work.ts'
import { Evidence } from './Evidence.tsx'
import { Lots } from './Lots.tsx'
import type { OrderShown } from './Order.tsx'
import { usePost } from './order-words.ts'

type Props = { readonly order: OrderShown; readonly onChanged: () => void }
type Item = OrderShown['checklist'][number]

/** What counts as done, with what shows it; what was asked; who looks again. */
export function Work({ order, onChanged }: Props) {
	const t = useWords()
	const done = order.checklist.filter((item) => item.done).length
	return (
		<>
			<Pane
				title={t('command.order.checklist')}
				note={t('command.order.checklist.note', { done, of: order.checklist.length })}
				className="order-work"
			>
				<ol className="order-items">
					{order.checklist.map((item) => (
						<ItemRow key={item.n} order={order} item={item} onChanged={onChanged} />
					))}
				</ol>
			</Pane>
			<Questions order={order} onChanged={onChanged} />
			<Lots lots={order.lots} />
		</>
	)
}

function ItemRow({ order, item, onChanged }: Props & { readonly item: Item }) {
	const t = useWords()
	const say = useSay()
	const post = usePost()
	const [giving, setGiving] = useState(false)
	const state = item.done ? 'done' : item.returned ? 'returned' : 'open'
	return (
		<li>
			<div className="order-item">
				<span className={`order-mark ${state}`} aria-hidden="true">
					{item.done ? <Icon name="tick" /> : item.n}
				</span>
				<span>
					<b>{item.words}</b>
					<span className="t3 sm">
						{' '}
						{t(`command.order.evidence.${item.evidence}`)} · {t(`command.order.item.${state}`)}
					</span>
				</span>
				{order.next.includes(addEvidence.name) && (
					<Button onPress={() => setGiving(true)}>{t('command.order.add-evidence.key')}</Button>
				)}
			</div>
			{item.given.map((each) => (
				<div key={each.id} className="order-given sm">
					<span>{each.words}</span>
					<span className="t3">
						{post(each.post)} · {say(each.agency)} · {when(each.at)}
					</span>
					{each.sha256 !== null && <span className="mono t3 xs">{each.sha256.slice(0, 16)}…</span>}
					{each.entry !== null && <Link href={`/entries/${each.entry}`}>{count(each.entry)}</Link>}
					{each.part !== null && <Link href={`/order/${each.part}`}>{t('command.order.the-part')}</Link>}
				</div>
			))}
			{giving && (
				<Evidence
					order={order}
					item={item}
					onClose={() => setGiving(false)}
					onDone={() => {
						setGiving(false)
						onChanged()
					}}
				/>
			)}
		</li>
	)
}

/** K15. What was asked and answered, on the record. */
function Questions({ order, onChanged }: Props) {
	const t = useWords()
	return (
		<Pane title={t('command.order.questions')} note={order.questions.length} className="order-questions">
			{order.questions.length === 0 ? (
				<Empty title={t('command.order.questions.none')} />
			) : (
				<ol className="order-items">
					{order.questions.map((question) => (
						<li key={question.id}>
							<div>
								<b>{question.text}</b> <span className="t3 sm">{when(question.askedAt)}</span>
							</div>
							{question.answer !== null && (
								<div className="order-given">
									{question.answer}{' '}
									<span className="t3 sm">{question.answeredAt === null ? '' : when(question.answeredAt)}</span>
								</div>
							)}
							{question.answer === null && order.next.includes(answerOrder.name) && (
								<Answer order={order.id} question={question.id} onDone={onChanged} />
							)}
						</li>
					))}
				</ol>
			)}
		</Pane>
	)
}

function Answer(props: { readonly order: string; readonly question: string; readonly onDone: () => void }) {
	const t = useWords()
	const act = useAct(answerOrder)
	const [words, setWords] = useState('')
	const send = async () => {
		const input = { order: props.order, question: props.question, text: words.trim() }
		if ((await act.perform(input)) !== null) props.onDone()
	}
	return (
		<div className="col">
			<Field label={t('command.order.answer.label')} value={words} onChange={setWords} maxLength={2000} lines={2} />
			<div>
				<Button
					busy={act.busy}
					notYet={words.trim() === '' ? t('command.order.words-first') : undefined}
					onPress={() => void send()}
				>
					{t('command.order.answer.send')}
				</Button>
			</div>
			{act.problem !== null && <Problem problem={act.problem} ask={{ action: answerOrder.name }} />}
		</div>
	)
}
