import { useState } from 'react'
import { type Acting, useAct } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { draftFreeze, renewFreeze } from '../../contract/freeze.ts'
import type { MeasureRow } from '../../contract/measure-shapes.ts'
import { approveMeasure, declineMeasure, releaseMeasure, signMeasure, withdrawMeasure } from '../../contract/measure.ts'
import { type Asked, AskReason } from './AskReason.tsx'

type Props = {
	readonly measure: MeasureRow
	readonly onChanged: () => void
	readonly onGo: (measure: string) => void
}

/** What I may do now: one main act, the rest beside it. */
export function MeasureActs({ measure, onChanged, onGo }: Props) {
	const t = useWords()
	const [asking, setAsking] = useState<Asked | null>(null)
	const main = useMain({ measure, onChanged, onGo })
	const withdraw = useAct(withdrawMeasure)
	const may = (name: string) => measure.may.includes(name)
	const key = { measure: measure.id, version: measure.version }
	const asked: readonly (readonly [Asked, string, string])[] = [
		['decline', declineMeasure.name, 'X'],
		['renew', renewFreeze.name, 'U'],
		['release', releaseMeasure.name, 'L'],
	]
	const problem = main.problem ?? withdraw.problem
	return (
		<div className="col fm-acts">
			{problem === null ? null : <Problem problem={problem} title={t('funds.measures.not-done')} />}
			<div className="row wrap">
				{main.words === null ? null : (
					<Button kind="go" main keys="Ctrl Enter" busy={main.busy} notYet={main.notYet} onPress={() => void main.go()}>
						{main.words}
					</Button>
				)}
				{asked
					.filter(([, name]) => may(name))
					.map(([what, , keys]) => (
						<Button key={what} keys={keys} onPress={() => setAsking(what)}>
							{t(`funds.do.${what}.${measure.kind}`)}
						</Button>
					))}
				{may(withdrawMeasure.name) ? (
					<Button
						keys="Z"
						busy={withdraw.busy}
						onPress={() => void withdraw.perform(key).then((done) => (done === null ? undefined : onChanged()))}
					>
						{t('funds.do.withdraw')}
					</Button>
				) : null}
				{main.words === null && !may(withdrawMeasure.name) && !asked.some(([, name]) => may(name)) ? (
					<span className="t2">{t('funds.do.nothing')}</span>
				) : null}
			</div>
			{asking === null ? null : (
				<AskReason
					asked={asking}
					measure={measure}
					onClose={() => setAsking(null)}
					onDone={() => {
						setAsking(null)
						onChanged()
					}}
				/>
			)}
		</div>
	)
}

type Main = Pick<Acting<unknown, unknown>, 'busy' | 'problem'> & {
	/** Null: nothing is mine to do. */
	readonly words: string | null
	readonly notYet: string | undefined
	readonly go: () => Promise<void>
}

/** The one main act: approve, sign (and send at once where one person is enough), or draft the freeze. */
function useMain({ measure, onChanged, onGo }: Props): Main {
	const t = useWords()
	const mine = useMay()
	const sign = useAct(signMeasure)
	const approve = useAct(approveMeasure)
	const freeze = useAct(draftFreeze)
	const key = { measure: measure.id, version: measure.version }
	const may = (name: string) => measure.may.includes(name)
	const approving = may(approveMeasure.name)
	const signing = measure.state !== 'signing' && may(signMeasure.name)
	const freezing = may(draftFreeze.name) && measure.report.state === 'case' && measure.freeze === null
	const send = async (): Promise<void> => {
		const signed = await sign.perform(key)
		if (signed === null) return
		// One person is enough: who signs may send it, if the table says it is their post.
		if (!signed.output.twoPeople && mine?.has(approveMeasure.name) === true)
			await approve.perform({ measure: measure.id, version: signed.output.version })
		onChanged()
	}
	const go = async (): Promise<void> => {
		if (approving) return (await approve.perform(key)) === null ? undefined : onChanged()
		if (signing) return send()
		const drafted = await freeze.perform({ measure: measure.id })
		if (drafted === null) return
		onChanged()
		onGo(drafted.output.measure)
	}
	const words = approving
		? t(`funds.do.approve.${measure.kind}`)
		: signing
			? t('funds.do.sign')
			: freezing
				? t('funds.do.freeze')
				: null
	return {
		words,
		notYet:
			signing && measure.missing.length > 0
				? t('funds.measures.lacks', {
						what: measure.missing.map((field) => t(`funds.four.${field}`)).join(t('funds.list')),
					})
				: undefined,
		go,
		busy: sign.busy || approve.busy || freeze.busy,
		problem: approve.problem ?? sign.problem ?? freeze.problem,
	}
}
