import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { closeReport, decideReport, withdrawReport } from '../../contract/report.ts'
import type { ReportShown } from '../../contract/report-shapes.ts'

type Props = { readonly report: ReportShown; readonly onChanged: () => void }
const ways = ['case', 'refused', 'withdraw', 'close'] as const
type Way = (typeof ways)[number]
const keys: Readonly<Record<Way, string>> = { case: 'D', refused: 'R', withdraw: 'Z', close: 'X' }
const actOf: Readonly<Record<Way, string>> = {
	case: decideReport.name,
	refused: decideReport.name,
	withdraw: withdrawReport.name,
	close: closeReport.name,
}

/** F35 to F37. Case or none, taken back, closed: each with a written reason; who took it does not decide it. */
export function Ends({ report, onChanged }: Props) {
	const t = useWords()
	const [asking, setAsking] = useState<Way | null>(null)
	const decide = useAct(decideReport)
	const withdraw = useAct(withdrawReport)
	const close = useAct(closeReport)
	const acting = asking === 'withdraw' ? withdraw : asking === 'close' ? close : decide
	const key = { report: report.id, version: report.version }
	const send = async (way: Way, reason: string): Promise<void> => {
		const done =
			way === 'withdraw'
				? await withdraw.perform({ ...key, reason })
				: way === 'close'
					? await close.perform({ ...key, reason })
					: await decide.perform({ ...key, decision: way, reason })
		if (done === null) return
		setAsking(null)
		onChanged()
	}
	const offered = ways.filter((way) => report.may.includes(actOf[way]))
	return (
		<Section title={t('funds.report.decision')} note={report.decidedAt === null ? undefined : when(report.decidedAt)}>
			<div className="pad col fr-victim">
				<p>{t(`funds.report.now.${report.state}`)}</p>
				{report.reason === null ? null : <blockquote>{report.reason}</blockquote>}
				{report.state === 'signed' && report.mine ? (
					<p className="t2">
						{t('funds.report.not-mine')} <RuleTag id="F54" />
					</p>
				) : null}
				{offered.length === 0 ? null : (
					<div className="row wrap">
						{offered.map((way) => (
							<Button key={way} keys={keys[way]} kind={way === 'case' ? 'go' : 'plain'} onPress={() => setAsking(way)}>
								{t(`funds.report.do.${way}`)}
							</Button>
						))}
					</div>
				)}
			</div>
			{asking === null ? null : (
				<ReasonDialog
					title={t(`funds.report.do.${asking}`)}
					label={t('funds.report.reason')}
					act={t(`funds.report.do.${asking}`)}
					hint={t('funds.report.reason.hint')}
					maxLength={1_000}
					lines={3}
					busy={acting.busy}
					problem={acting.problem}
					problemTitle={t('funds.report.not-done')}
					onClose={() => setAsking(null)}
					onSend={(reason) => void send(asking, reason)}
				/>
			)}
		</Section>
	)
}
