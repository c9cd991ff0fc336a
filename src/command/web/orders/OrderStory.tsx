import { useNames } from '#kernel/web/names.ts'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Story } from '#kernel/web/parts/Story.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { OrderShown } from './Order.tsx'
import { usePost } from './order-words.ts'

type Line = OrderShown['story'][number]

/** What was done and said, newest first. */
export function OrderStory({ order }: { readonly order: OrderShown }) {
	const t = useWords()
	const say = useSay()
	const post = usePost()
	const names = useNames()
	const what = (line: Line) => {
		const { fact } = line
		const late = line.act === 'matters.timer.breach' && typeof fact['clock'] === 'string'
		const told = late
			? t('command.order.late', { clock: t(`command.order.clock.${String(fact['clock'])}`) })
			: names(line.act)
		const result = ['result', 'decision'].map((key) => fact[key]).find((value) => typeof value === 'string')
		return (
			<>
				{told}
				{typeof result === 'string' && <b> {t(`command.order.result.${result}`)}</b>}
				{typeof fact['rule'] === 'string' && <span className="t2"> {fact['rule']}</span>}
				{line.text !== null && <span className="t2"> {t('command.order.quoted', { text: line.text })}</span>}
			</>
		)
	}
	return (
		<Pane title={t('command.order.story')} note={order.story.length}>
			<Story
				days
				lines={order.story.map((line) => ({
					key: line.id,
					at: line.at,
					kind:
						line.act === 'matters.timer.breach'
							? 'overdue'
							: line.act === 'command.order.refuse' || line.act === 'command.order.dispute'
								? 'refused'
								: 'entered',
					what: what(line),
					who: line.agency === null ? t('command.order.by-clock') : `${post(line.post)} · ${say(line.agency)}`,
				}))}
			/>
		</Pane>
	)
}
