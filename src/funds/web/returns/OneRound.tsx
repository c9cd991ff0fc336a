import { useState } from 'react'
import { Link } from 'wouter'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { askView } from '#kernel/web/http.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { Tide, Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { showCertificate } from '../../contract/certificate.ts'
import type { RoundRow } from '../../contract/return-shapes.ts'
import { printReturn, showReturn } from '../../contract/return-views.ts'
import { amountText } from '../../contract/decimal.ts'
import { BankOrders } from './BankOrders.tsx'
import { Ways } from '../ways/Ways.tsx'
import { Left } from './Left.tsx'
import { Plan } from './Plan.tsx'
import { RoundActs } from './RoundActs.tsx'
import { fromBase64, saveFile } from '#kernel/web/save-file.ts'
import { VerifyLoss } from './VerifyLoss.tsx'

type Shown = z.output<typeof showReturn.output>
type Props = { readonly row: RoundRow; readonly onChanged: () => void }

/** F288 to F297. One round: who must act, what each bank pays whom, objections, the plan as proposed, and its proof. */
export function OneRound({ row, onChanged }: Props) {
	const t = useWords()
	const view = useView(showReturn, { round: row.id }, { topics: ['funds.return.', 'matters.timer.'], keep: true })
	const changed = () => {
		view.refresh()
		onChanged()
	}
	return (
		<Pane className="r-one" title={row.number} note={t(`funds.returns.state.${row.state}`)}>
			<Ways report={row.report.id} here="funds.returns" />
			<Show view={view} doing={t('funds.returns.doing')} title={t('funds.returns.failed')}>
				{(shown) => <Round shown={shown} onChanged={changed} />}
			</Show>
		</Pane>
	)
}

function Round({ shown, onChanged }: { readonly shown: Shown; readonly onChanged: () => void }) {
	const t = useWords()
	const say = useSay()
	const { round, plan } = shown
	return (
		<>
			<div className="pad col r-head">
				<p>{t(`funds.returns.now.${round.state}`, { city: say(round.approver), open: round.open })}</p>
				{round.state === 'notice' ? (
					<p className="row">
						<span className="t2">{t('funds.returns.left')}</span> <Left row={round} />
					</p>
				) : null}
				{round.overdue > 0 ? <p className="breach">{t('funds.returns.overdue', { overdue: round.overdue })}</p> : null}
				<p className="t2">{t(`funds.returns.by.${round.reading}`)}</p>
				<p className="row wrap">
					<Link href={`/funds/attribution/${round.report.id}`}>
						{t('funds.returns.attribution', { number: round.report.number })}
					</Link>
				</p>
			</div>
			<RoundActs shown={shown} onChanged={onChanged} />
			{round.state === 'proposed' || round.state === 'notice' ? (
				<div className="row wrap pad">
					<VerifyLoss victims={plan.victims} currency={round.currency} report={round.report.id} onChanged={onChanged} />
				</div>
			) : null}
			<Pays shown={shown} />
			{round.state === 'paying' || round.state === 'paid' ? <BankOrders round={round} rows={shown.rows} /> : null}
			{shown.objections.length === 0 ? null : <Objections shown={shown} />}
			<Plan plan={plan} currency={round.currency} of={{ is: 'round', id: round.id }} />
			<Proof shown={shown} />
		</>
	)
}

function Pays({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	return (
		<Section title={t('funds.returns.pays')} note={t('funds.returns.pays.note')}>
			<div className="r-scroll">
				<table className="tbl r-tbl">
					<thead>
						<tr>
							<th>{t('funds.returns.report')}</th>
							<th>{t('funds.returns.from')}</th>
							<th>{t('funds.returns.how')}</th>
							<th className="num">{t('funds.returns.amount')}</th>
							<th>{t('funds.returns.paid')}</th>
						</tr>
					</thead>
					<tbody>
						{shown.rows.map((row) => (
							<tr key={row.id}>
								<td className="mono">{row.report.number}</td>
								<td>
									{row.account.bank} …{row.account.tail}
								</td>
								<td>{t(`funds.returns.way.${row.way}`)}</td>
								<td className="num">{amountText(row.amountMinor, shown.round.currency)}</td>
								<td>{row.paidAt === null ? '—' : `${when(row.paidAt)} ${row.reference ?? ''}`}</td>
							</tr>
						))}
					</tbody>
				</table>
			</div>
		</Section>
	)
}

function Objections({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	return (
		<Section title={t('funds.returns.objections')} note={String(shown.objections.length)}>
			<ul className="pad col r-objections">
				{shown.objections.map((one) => (
					<li key={one.id}>
						<blockquote>{one.said}</blockquote>
						{one.ruling === null ? (
							<AnswerBy one={one} runs={shown.round.state === 'notice'} />
						) : (
							<span className="t2">{`${t(`funds.returns.ruling.${one.ruling}`)} · ${one.reason ?? ''}`}</span>
						)}
					</li>
				))}
			</ul>
		</Section>
	)
}

/** F321. The clock of an answer; when the round stopped for another objection nothing runs. */
function AnswerBy({ one, runs }: { readonly one: Shown['objections'][number]; readonly runs: boolean }) {
	const t = useWords()
	const deadline = { from: Date.parse(one.enteredAt), due: Date.parse(one.dueAt) }
	return (
		<span className="r-left">
			{runs ? (
				<>
					<Tide deadline={deadline} />
					<Timer deadline={deadline} what={t('funds.returns.objections')} />
				</>
			) : null}
			<span className="t2">{t('funds.returns.objection.due', { time: when(one.dueAt) })}</span>
		</span>
	)
}

/** F296, F297. Paper for the court, and the files anybody runs again. */
function Proof({ shown }: { readonly shown: Shown }) {
	const t = useWords()
	const language = useLanguage()
	const [busy, setBusy] = useState(false)
	const { round } = shown
	const doing = (work: () => Promise<void>) => () => {
		setBusy(true)
		void work().finally(() => setBusy(false))
	}
	const paper = doing(async () => {
		const { output } = await askView(printReturn, { round: round.id, language })
		saveFile(output.name, 'application/pdf', fromBase64(output.base64))
	})
	const files = (certificate: string) =>
		doing(async () => {
			const { output } = await askView(showCertificate, { round: round.id, certificate })
			saveFile(output.name, 'application/json', output.body)
			saveFile(output.dataName, 'application/jsonl', output.data)
		})
	return (
		<Section title={t('funds.returns.proof')}>
			<div className="pad col r-proof">
				<p className="t2">
					{t('funds.returns.result')} <span className="mono">{shown.resultSha256.slice(0, 16)}…</span>
				</p>
				<div className="row wrap">
					<Button keys="P" busy={busy} onPress={paper}>
						{t('funds.returns.print')}
					</Button>
					<Button keys="K" onPress={() => print()}>
						{t('funds.returns.on-paper')}
					</Button>
					{shown.certificates.map((one) => (
						<Button key={one.id} busy={busy} onPress={files(one.id)}>
							{t('funds.returns.certificate', { time: when(one.issuedAt) })}
						</Button>
					))}
				</div>
				<p className="t2">{t('funds.returns.verify')}</p>
			</div>
		</Section>
	)
}
