import { Pane } from '#kernel/web/parts/Pane.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { count, when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { OrderShown } from './Order.tsx'

/** K26. Which station was drawn, and all that it was drawn from, so that anyone can draw it again. */
export function Lots({ lots }: { readonly lots: OrderShown['lots'] }) {
	const t = useWords()
	const say = useSay()
	if (lots.length === 0) return null
	return (
		<Pane title={t('command.order.lots')} tools={<RuleTag id="K26" />}>
			<ol className="order-items">
				{lots.map((lot) => (
					<li key={`${lot.round} ${lot.drawnAt}`}>
						<div>
							<b>{say(lot.station)}</b>{' '}
							<span className="t2">
								{t('command.order.lot.round', { days: lot.round })} · {when(lot.drawnAt)} ·{' '}
								{lot.result === null ? t('command.order.lot.open') : t(`command.order.lot.${lot.result}`)}
							</span>
						</div>
						{lot.words !== null && <div className="order-given">{lot.words}</div>}
						<details>
							<summary>{t('command.order.lot.how')}</summary>
							<p className="sm">
								{t('command.order.lot.from', {
									stations: lot.candidates.map((each) => say(each)).join(' · '),
									size: count(lot.treeSize),
								})}
							</p>
							<p className="mono xs order-hash">{lot.root}</p>
						</details>
					</li>
				))}
			</ol>
		</Pane>
	)
}
