import { useState } from 'react'
import type { Purpose } from '#kernel/contract/scalars.ts'
import { askView, type Problem as ProblemFacts, ProblemError } from '#kernel/web/http.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { fromBase64, saveFile } from '#kernel/web/save-file.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { RoundRow } from '../../contract/return-shapes.ts'
import { type PayRow, printPaymentOrder } from '../../contract/return-views.ts'
import { amountText } from '../../contract/decimal.ts'
import { useRefused } from './refused.ts'

type Props = { readonly round: RoundRow; readonly rows: readonly PayRow[] }

/** F320. A payment order to each bank that holds money, on a paper of its own; it names victims, so a purpose comes first. */
export function BankOrders({ round, rows }: Props) {
	const t = useWords()
	const banks = [...new Set(rows.map((row) => row.account.bank))]
	return (
		<Section title={t('funds.returns.orders')} note={String(banks.length)}>
			<div className="pad col r-proof">
				<PurposeGate matter={round.id} what={t('funds.returns.orders.what')} keys="N">
					{(purpose) => <Orders round={round} rows={rows} banks={banks} purpose={purpose} />}
				</PurposeGate>
			</div>
		</Section>
	)
}

function Orders(props: Props & { readonly banks: readonly string[]; readonly purpose: Purpose }) {
	const t = useWords()
	const language = useLanguage()
	const { round, rows, banks, purpose } = props
	const [busy, setBusy] = useState(false)
	const [problem, setProblem] = useState<ProblemFacts | null>(null)
	const refused = useRefused(printPaymentOrder.name, { type: 'ReturnRound', id: round.id })
	const keep = (bank: string): void => {
		setBusy(true)
		setProblem(null)
		void askView(printPaymentOrder, { round: round.id, bank, language }, { purpose })
			.then(({ output }) => saveFile(output.name, 'application/pdf', fromBase64(output.base64)))
			.catch((error: unknown) => {
				if (!(error instanceof ProblemError)) throw error
				setProblem(error.problem)
			})
			.finally(() => setBusy(false))
	}
	return (
		<>
			<div className="row wrap">
				{banks.map((bank) => {
					const sum = rows.reduce((all, row) => (row.account.bank === bank ? all + row.amountMinor : all), 0)
					return (
						<Button key={bank} busy={busy} refused={refused} onPress={() => keep(bank)}>
							{t('funds.returns.orders.one', { bank, amount: amountText(sum, round.currency) })}
						</Button>
					)
				})}
			</div>
			{problem === null ? null : <Problem problem={problem} title={t('funds.returns.not-done')} />}
		</>
	)
}
