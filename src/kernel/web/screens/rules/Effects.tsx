import { useState } from 'react'
import type { EffectShape } from '../../../powers/contract.ts'
import { useActNames } from '../../names.ts'
import { type Column, DataTable } from '../../parts/DataTable.tsx'
import { Note } from '../../parts/Note.tsx'
import { count } from '../../times.ts'
import { useLanguage, useWords } from '../../words.ts'
import { Behind, type BehindWhat } from './Behind.tsx'

type Side = 'gains' | 'loses'
/** The text the effects were worked out for. */
export type Weighed = { readonly body: string; readonly from?: string; readonly until?: string }

const keyOf = (effect: EffectShape): string =>
	`${effect.post} ${effect.agency} ${effect.sworn ? 'yes' : 'no'} ${effect.action}`

/** P13. Which posts gain and lose which act, over how many live rows; every number opens into its rows. */
export function Effects({ effects, of }: { readonly effects: readonly EffectShape[]; readonly of: Weighed }) {
	const t = useWords()
	const [opened, setOpened] = useState<{ readonly key: string; readonly side: Side } | null>(null)
	const effect = effects.find((each) => keyOf(each) === opened?.key)
	const what: BehindWhat | null = opened === null || effect === undefined ? null : { effect, side: opened.side, of }
	if (effects.length === 0)
		return (
			<div className="pad">
				<Note kind="plain" title={t('rules.effects.none')}>
					{t('rules.effects.none.why')}
				</Note>
			</div>
		)
	return (
		<>
			<p className="pad effects-sum">{t('rules.effects.sum', sums(effects))}</p>
			<EffectTable effects={effects} onOpen={(key, side) => setOpened({ key, side })} opened={opened} />
			{what === null ? null : (
				<Behind key={`${opened?.key} ${opened?.side}`} what={what} onClose={() => setOpened(null)} />
			)}
		</>
	)
}

/** Posts counted, never people: how many gain and how many lose something. */
function sums(effects: readonly EffectShape[]) {
	const posts = (side: Side): number =>
		new Set(
			effects
				.filter((each) => (each[side]?.count ?? 0) > 0)
				.map(({ post, agency, sworn }) => `${post} ${agency} ${sworn}`),
		).size
	return { gain: posts('gains'), lose: posts('loses') }
}

function EffectTable(props: {
	readonly effects: readonly EffectShape[]
	readonly opened: { readonly key: string; readonly side: Side } | null
	readonly onOpen: (key: string, side: Side) => void
}) {
	const t = useWords()
	const nameOf = useActNames()
	const zh = useLanguage() === 'zh'
	const side = (which: Side): Column<EffectShape> => ({
		key: which,
		head: t(`rules.col.${which}`),
		width: 128,
		right: true,
		cell: (effect) => (
			<Behinds
				effect={effect}
				side={which}
				open={props.opened?.key === keyOf(effect) && props.opened.side === which}
				onOpen={() => props.onOpen(keyOf(effect), which)}
			/>
		),
	})
	return (
		<DataTable
			label={t('rules.effects')}
			rows={props.effects}
			rowKey={keyOf}
			two={() => true}
			columns={[
				{
					key: 'post',
					head: t('rules.col.post-act'),
					cell: (effect) => (
						<span>
							<b>{t(`web.post.${effect.post}`)}</b> <span className="t2">{zh ? effect.agencyZh : effect.agencyEn}</span>
							<br />
							<span className="sm t2">{nameOf(effect.action)}</span>
						</span>
					),
				},
				{
					key: 'held',
					head: t('rules.col.held'),
					width: 72,
					right: true,
					from: 520,
					cell: (effect) => count(effect.holders),
				},
				side('gains'),
				side('loses'),
			]}
		/>
	)
}

/** Live rows, of all; it opens. */
function Behinds(props: {
	readonly effect: EffectShape
	readonly side: Side
	readonly open: boolean
	readonly onOpen: () => void
}) {
	const t = useWords()
	const rows = props.effect[props.side]
	if (rows === null) return <span className="t3">{t('rules.not-rows')}</span>
	if (rows.count === 0) return <span className="t3">–</span>
	const all = `${count(rows.count)}${rows.more ? '+' : ''}`
	return (
		<button type="button" className="why" aria-expanded={props.open} onClick={props.onOpen}>
			{t('rules.live', { live: count(rows.live), all })}
		</button>
	)
}
