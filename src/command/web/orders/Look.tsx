import type { ReactNode } from 'react'
import { Link } from 'wouter'
import { Note } from '#kernel/web/parts/Note.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Tide, Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { Keys } from './Keys.tsx'
import type { OrderShown } from './Order.tsx'
import { asDrawn, useParty } from './order-words.ts'
import { Marks } from './useOrderColumns.tsx'

type Props = { readonly order: OrderShown; readonly onChanged: () => void }

/** The ten-second look: what, by when, on what basis, and the answers as three big keys. */
export function Look({ order, onChanged }: Props) {
	return (
		<Pane
			title={<span lang={order.language === 'zh' ? 'zh-CN' : 'en'}>{order.title}</span>}
			level={1}
			className="order-look"
			tools={<Marks row={order} />}
			foot={<Keys order={order} onChanged={onChanged} />}
		>
			<div className="pad col" lang={order.language === 'zh' ? 'zh-CN' : 'en'}>
				<When order={order} />
				<p className="order-text">{order.text}</p>
			</div>
			<Conflicts order={order} />
			<Facts order={order} />
		</Pane>
	)
}

/** What runs now, large, with its bar. */
function When({ order }: { readonly order: OrderShown }) {
	const t = useWords()
	const { clock } = order
	if (clock === null) return <p className="t2">{t(`command.order.state.${order.state}`)}</p>
	return (
		<div className="order-when">
			<span className="t2">{t(`command.order.clock.${clock.kind}`)}</span>
			<b className="order-left">
				<Timer deadline={asDrawn(clock)} what={t(`command.order.clock.${clock.kind}`)} />
			</b>
			<Tide deadline={asDrawn(clock)} />
			<span className="t3 sm">{t('command.order.zero', { what: t(`command.order.zero.${clock.kind}`) })}</span>
		</div>
	)
}

function Facts({ order }: { readonly order: OrderShown }) {
	const t = useWords()
	const say = useSay()
	const party = useParty()
	const done = order.clocks.find((clock) => clock.kind === 'done')
	return (
		<dl className="order-facts">
			<Fact name={t('command.order.giver')}>{say(order.giver)}</Fact>
			<Fact name={t('command.order.to')}>{party(order.to)}</Fact>
			<Fact name={t('command.order.due')}>
				<time dateTime={order.dueAt}>{when(order.dueAt)}</time>
				{done?.deadline != null && (
					<>
						{' '}
						<Link href={`/deadlines/${done.deadline}`}>{t('command.order.how-reckoned')}</Link>
					</>
				)}
			</Fact>
			<Fact name={t('command.order.basis')}>{order.basis ?? t('command.order.not-said')}</Fact>
			<Fact name={t('command.order.why')}>{order.why ?? t('command.order.not-said')}</Fact>
			{order.reference !== null && <Fact name={t('command.order.reference')}>{order.reference}</Fact>}
			<Fact name={t('command.order.checker')}>{party(order.checker)}</Fact>
			<Fact name={t('command.order.above')}>{say(order.above)}</Fact>
			{order.spokenAt !== null && (
				<Fact name={t('command.order.spoken-at')}>
					{t(`command.order.entered-by.${order.enteredBy ?? 'giver'}`, { at: when(order.spokenAt) })}
				</Fact>
			)}
			<More order={order} />
		</dl>
	)
}

function More({ order }: { readonly order: OrderShown }) {
	const t = useWords()
	return (
		<>
			{order.target !== null && (
				<Fact name={t('command.order.target')}>
					{t('command.order.target.is', {
						amount: order.target.amount,
						what: t(`command.order.counts.${order.target.counts}`),
					})}
					{order.target.list.length > 0 && (
						<ul className="order-list">
							{order.target.list.map((item) => (
								<li key={item.words}>
									<span className="t3">{t(`command.order.target.${item.kind}`)}</span> {item.words}
								</li>
							))}
						</ul>
					)}
				</Fact>
			)}
			{order.claim !== null && (
				<Fact name={t('command.order.claim')}>
					{t(`command.order.claim.${order.claim.of}`)} · {order.claim.place ?? t('command.order.claim.everywhere')} ·{' '}
					{when(order.claim.from)} – {when(order.claim.until)}
				</Fact>
			)}
			{order.parent !== null && (
				<Fact name={t('command.order.part-of')}>
					{order.parent.title === null ? (
						t('command.order.part-of.hidden')
					) : (
						<Link href={`/order/${order.parent.id}`}>{order.parent.title}</Link>
					)}
				</Fact>
			)}
			{order.replacedBy !== null && (
				<Fact name={t('command.order.replaced-by')}>
					<Link href={`/order/${order.replacedBy}`}>{t('command.order.the-new')}</Link>
				</Fact>
			)}
		</>
	)
}

function Fact({ name, children }: { readonly name: string; readonly children: ReactNode }) {
	return (
		<div>
			<dt>{name}</dt>
			<dd>{children}</dd>
		</div>
	)
}

/** K29. What else claims the same, for both givers to settle. */
function Conflicts({ order }: { readonly order: OrderShown }) {
	const t = useWords()
	const say = useSay()
	if (order.conflictsWith.length === 0) return null
	return (
		<Note kind="warn" title={t('command.order.in-conflict')}>
			<ul className="order-list">
				{order.conflictsWith.map((other) => (
					<li key={other.order}>
						{t('command.order.conflict.line', {
							giver: say(other.giver),
							claim: t(`command.order.claim.${other.claim}`),
							place: other.place ?? t('command.order.claim.everywhere'),
							from: when(other.from),
							until: when(other.until),
						})}
						{other.title !== null && <b> {other.title}</b>}
					</li>
				))}
			</ul>
		</Note>
	)
}
