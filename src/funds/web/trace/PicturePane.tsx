import { useKeys } from '#kernel/web/keyboard.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { Trace } from '../../contract/trace.ts'
import { useState } from 'react'
import { Asked } from './Asked.tsx'
import { Flow } from './Flow.tsx'
import { Lines } from './Lines.tsx'
import { Links } from './Links.tsx'
import { type Look, type Picture, pictures } from './look.ts'
import { useAccountName } from './naming.ts'
import { TraceTable } from './TraceTable.tsx'

type Props = {
	readonly trace: Trace
	readonly look: Look
	readonly onLook: (look: Look) => void
	readonly step: { readonly back: boolean; readonly forward: boolean }
	readonly onStep: (back: boolean) => void
	readonly selected: string | null
	/** F229. Accounts of the pattern that was pressed. */
	readonly marked: ReadonlySet<string>
	readonly onSelect: (account: string) => void
}

/** The way of the money: a tree, a line for each account, a link chart, or the table of them all. */
export function PicturePane({ trace, look, onLook, step, onStep, selected, marked, onSelect }: Props) {
	const t = useWords()
	const [asking, setAsking] = useState(false)
	const [drawn, setDrawn] = useState<Picture>('flow')
	const show = (picture: Picture): void => {
		if (picture !== 'table') setDrawn(picture)
		onLook({ ...look, picture })
	}
	useKeys({ T: () => show(look.picture === 'table' ? drawn : 'table'), A: () => setAsking(!asking) })
	const seen = { trace, look, onLook, selected, marked, onSelect }
	return (
		<Pane
			className="ft-picture"
			title={t('funds.trace.picture')}
			note={<Cut trace={trace} look={look} />}
			tools={
				<>
					<Button
						kind="bare"
						keys="Ctrl Z"
						bind={false}
						notYet={step.back ? undefined : t('funds.trace.no-undo')}
						onPress={() => onStep(true)}
					>
						{t('funds.trace.undo')}
					</Button>
					<Button
						kind="bare"
						keys="Ctrl Y"
						bind={false}
						notYet={step.forward ? undefined : t('funds.trace.no-redo')}
						onPress={() => onStep(false)}
					>
						{t('funds.trace.redo')}
					</Button>
					<Button keys="A" bind={false} expanded={asking} onPress={() => setAsking(!asking)}>
						{t('funds.trace.asked')}
					</Button>
					<Chips
						label={t('funds.trace.picture')}
						value={look.picture}
						onChange={show}
						chips={pictures.map((value) => ({ value, label: t(`funds.trace.picture.${value}`) }))}
					/>
				</>
			}
		>
			{asking ? <Asked look={look} onLook={onLook} /> : null}
			{trace.accounts.length === 0 ? (
				<Empty title={t('funds.trace.nothing')}>{t('funds.trace.nothing.why')}</Empty>
			) : look.picture === 'flow' ? (
				<Flow {...seen} />
			) : look.picture === 'lines' ? (
				<Lines {...seen} />
			) : look.picture === 'links' ? (
				<Links {...seen} />
			) : (
				<TraceTable trace={trace} marked={marked} onSelect={onSelect} />
			)}
			<Truncated trace={trace} />
		</Pane>
	)
}

/** How much of it is shown, in a line. */
function Cut({ trace, look }: { readonly trace: Trace; readonly look: Look }) {
	const t = useWords()
	const name = useAccountName()
	const start = trace.accounts.find(({ id }) => id === look.account)
	const all = t(trace.cuts.length === 0 ? 'funds.trace.cut.none' : 'funds.trace.cut.some', {
		per: look.perHop,
		transfers: trace.transfers.length,
		count: trace.cuts.length,
	})
	return <>{start === undefined ? all : `${t('funds.trace.back-from', { account: name(start) })} · ${all}`}</>
}

/** F238. Every account of which not all transfers are shown, with both numbers. */
function Truncated({ trace }: { readonly trace: Trace }) {
	const t = useWords()
	const name = useAccountName()
	const accounts = new Map(trace.accounts.map((account) => [account.id, account]))
	const { shown, of } = trace.total
	return (
		<>
			{shown < of ? (
				<p className="shown warn">{t('funds.trace.cut.accounts', { shown, of: of.toLocaleString('en-US') })}</p>
			) : null}
			{trace.cuts.length === 0 ? null : (
				<p className="shown warn">
					{trace.cuts.slice(0, 6).map((cut) => {
						const account = accounts.get(cut.account)
						return (
							<span key={cut.account} className="ft-cut">
								{t('funds.trace.cut.one', {
									account: account === undefined ? '—' : name(account),
									shown: cut.shown,
									of: cut.of.toLocaleString('en-US'),
								})}
							</span>
						)
					})}
				</p>
			)}
		</>
	)
}
