import { useAct } from '#kernel/web/client.ts'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { fraudScheme } from '../../contract/lists.ts'
import { describeReport } from '../../contract/report.ts'
import type { ReportShown } from '../../contract/report-shapes.ts'
import { Ends } from './Ends.tsx'
import { InClear } from './InClear.tsx'
import { ResidentLink } from './ResidentLink.tsx'
import { Savings } from './Savings.tsx'
import { Sign } from './Sign.tsx'
import { SignedPaper } from './SignedPaper.tsx'
import { VictimFields } from './VictimFields.tsx'

type Props = { readonly report: ReportShown; readonly onChanged: () => void }

/** Who the victim is, how they were deceived, what is missing before it is signed, and what may be done with the report now. */
export function Victim({ report, onChanged }: Props) {
	const t = useWords()
	const say = useSay()
	const act = useAct(describeReport)
	const may = report.may.includes(describeReport.name)
	return (
		<Pane title={t('funds.report.victim')} note={say(report.agency)}>
			<div className="pad col fr-victim">
				<p>
					<b>{report.victimName ?? t('funds.report.unnamed')}</b>
					<span className="t2"> {[report.victimBank].filter((one) => one !== null).join('')}</span>
				</p>
				{may ? (
					<Select
						label={t('funds.report.scheme')}
						value={report.scheme}
						onChange={(scheme) =>
							void act.perform({ report: report.id, version: report.version, scheme }).then(onChanged)
						}
						choices={fraudScheme.options.map((value) => ({ value, label: t(`funds.report.scheme.${value}`) }))}
					/>
				) : null}
				{act.problem === null ? null : <Problem problem={act.problem} title={t('funds.report.not-done')} />}
			</div>
			{may ? <VictimFields report={report} onChanged={onChanged} /> : null}
			<Savings report={report} onChanged={onChanged} />
			<Section title={t('funds.report.signature')} note={report.signedAt === null ? undefined : when(report.signedAt)}>
				<div className="pad col fr-victim">
					{report.signedWay === null ? (
						<Lacks report={report} />
					) : (
						<p>
							{t(`funds.report.signed.${report.signedWay}`)}
							{report.signedRecording === null ? null : <span className="mono"> {report.signedRecording}</span>}
						</p>
					)}
					{report.signedPhoto === null ? null : <SignedPaper report={report.id} photo={report.signedPhoto} />}
					<Sign report={report} onChanged={onChanged} />
				</div>
			</Section>
			<Ends report={report} onChanged={onChanged} />
			<InClear report={report} />
			<ResidentLink report={report.id} />
		</Pane>
	)
}

/** F33. */
function Lacks({ report }: { readonly report: ReportShown }) {
	const t = useWords()
	if (report.state !== 'open') return <p className="t2">{t('funds.report.unsigned')}</p>
	if (report.lacks.length === 0) return <p className="good">{t('funds.report.ready')}</p>
	return (
		<p className="warn">
			{t('funds.report.lacks', {
				what: report.lacks.map((one) => t(`funds.report.lacks.${one}`)).join(t('funds.report.comma')),
			})}
		</p>
	)
}
