import { useState } from 'react'
import { askPrice, listPrices, type PriceShown, showPrice, stopPrice } from '../../contract/price.ts'
import { useAct, useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { useDeskAgency } from '../shared/useDeskAgency.ts'
import { PriceFound } from './PriceFound.tsx'
import '../dispatch.css'
import './price.css'

const topics = ['dispatch.price.'] as const
const spans = ['7', '30', '90', '366'] as const

/** D263 to D269. The newest price of the plan in force, or of a draft of it; asked for, watched and stopped here. */
export function PriceOf({ draft }: { readonly draft?: string }) {
	const t = useWords()
	const of = draft === undefined ? {} : { draft }
	const list = useView(listPrices, of, { topics, keep: true })
	const newest = list.output?.rows.find((row) => row.draft === (draft ?? null))
	const view = useView(
		showPrice,
		{ price: newest?.id ?? '' },
		{ enabled: newest !== undefined, topics, keep: true, ...(newest?.state === 'asked' ? { every: 1_000 } : {}) },
	)
	return (
		<Show view={list} doing={t('dispatch.price.loading')} title={t('dispatch.price.failed')}>
			{() => (
				<>
					<Ask draft={draft} running={newest?.state === 'asked'} onAsked={list.refresh} />
					{newest === undefined ? (
						<Empty title={t(draft === undefined ? 'dispatch.price.none' : 'dispatch.price.none.draft')}>
							{t('dispatch.price.none.next')}
						</Empty>
					) : (
						<Show view={view} doing={t('dispatch.price.loading')} title={t('dispatch.price.failed')}>
							{(price) => <Standing key={price.id} price={price} onStopped={list.refresh} />}
						</Show>
					)}
				</>
			)}
		</Show>
	)
}

type AskProps = { readonly draft: string | undefined; readonly running: boolean; readonly onAsked: () => void }

function Ask({ draft, running, onAsked }: AskProps) {
	const t = useWords()
	const agency = useDeskAgency()
	const may = useMay()
	const act = useAct(askPrice)
	const [days, setDays] = useState<(typeof spans)[number]>('30')
	if (may?.has(askPrice.name) !== true) return null
	const ask = async () => {
		if (agency === null) return
		const input = { agency, days: Number(days), ...(draft === undefined ? {} : { draft }) }
		if ((await act.perform(input)) !== null) onAsked()
	}
	return (
		<div className="pad col">
			<div className="row wrap">
				<Chips
					label={t('dispatch.price.days')}
					value={days}
					onChange={setDays}
					chips={spans.map((value) => ({ value, label: t('dispatch.price.days.of', { count: Number(value) }) }))}
				/>
				<Button
					kind="go"
					keys="Y"
					busy={act.busy}
					notYet={running ? t('dispatch.price.runs') : undefined}
					onPress={() => void ask()}
				>
					{t('dispatch.price.ask')}
				</Button>
			</div>
			{act.problem !== null && <Problem problem={act.problem} ask={{ action: askPrice.name }} />}
		</div>
	)
}

/** Running with its share, or ended: as a result, stopped, or with what went wrong. */
function Standing({ price, onStopped }: { readonly price: PriceShown; readonly onStopped: () => void }) {
	const t = useWords()
	const say = useSay()
	const asked = t('dispatch.price.asked', {
		at: when(price.askedAt),
		who: `${t(`web.post.${price.askedBy.post}`)}, ${say(price.askedBy.agency)}`,
		count: price.days,
	})
	if (price.state === 'asked') return <Running price={price} asked={asked} onStopped={onStopped} />
	if (price.result === null)
		return (
			<p className="pad warn">
				{asked} {t(price.state === 'stopped' ? 'dispatch.price.stopped' : 'dispatch.price.fault')}{' '}
				<span className="mono t2">{price.fault}</span>
			</p>
		)
	return (
		<>
			<p className="pad t2">
				{asked} {price.old && <b className="warn">{t('dispatch.price.old')}</b>}
			</p>
			<PriceFound result={price.result} sha256={price.sha256 ?? ''} />
		</>
	)
}

type RunningProps = { readonly price: PriceShown; readonly asked: string; readonly onStopped: () => void }

function Running({ price, asked, onStopped }: RunningProps) {
	const t = useWords()
	const may = useMay()
	const act = useAct(stopPrice)
	const share = Math.round((price.share ?? 0) * 100)
	const stop = async () => {
		if ((await act.perform({ price: price.id })) !== null) onStopped()
	}
	return (
		<div className="pad col" role="status">
			<p>
				{asked} <b>{price.share === null ? t('dispatch.price.waits') : t('dispatch.price.share', { share })}</b>
			</p>
			<progress className="price-share" max={100} value={share} aria-label={t('dispatch.price.share', { share })} />
			{may?.has(stopPrice.name) === true && (
				<div>
					<Button busy={act.busy} onPress={() => void stop()}>
						{t('dispatch.price.stop')}
					</Button>
				</div>
			)}
			{act.problem !== null && <Problem problem={act.problem} ask={{ action: stopPrice.name }} />}
		</div>
	)
}
