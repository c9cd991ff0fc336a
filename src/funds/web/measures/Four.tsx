import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Note } from '#kernel/web/parts/Note.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { clockTime, day, money } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { MatchField } from '../../contract/measure-lists.ts'
import type { MeasureSheet } from '../../contract/measure-shapes.ts'
import { draftRequest } from '../../contract/request.ts'

const fields = ['holder', 'number', 'amount', 'time'] as const

/** F61. The four that banks match on, each with its tick; one that is missing is asked of the victim's own bank in one press. */
export function Four({ sheet, onChanged }: { readonly sheet: MeasureSheet; readonly onChanged: () => void }) {
	const t = useWords()
	const request = useAct(draftRequest)
	const ask = async (field: MatchField): Promise<void> => {
		const input = { report: sheet.report.id, kind: 'field' as const, field }
		const done = await request.perform(sheet.payment === null ? input : { ...input, payment: sheet.payment })
		if (done !== null) onChanged()
	}
	const first = sheet.missing[0]
	return (
		<>
			<table className="fm-four">
				<tbody>
					{fields.map((field) => {
						const lacks = sheet.missing.includes(field)
						const wrong = sheet.mismatch === field
						return (
							<tr key={field} className={lacks || wrong ? 'warn' : ''}>
								<th scope="row">{t(`funds.four.${field}`)}</th>
								<td className={field === 'number' ? 'mono' : ''}>
									{lacks ? t('funds.four.lacks') : valueOf(sheet, field)}
								</td>
								<td className="r">
									{lacks ? (
										<Button
											kind="bare"
											busy={request.busy}
											{...(field === first ? { keys: 'F' } : {})}
											onPress={() => void ask(field)}
										>
											{t('funds.four.ask')}
										</Button>
									) : wrong ? (
										<span>
											<Icon name="alert" /> {t('funds.four.wrong')}
										</span>
									) : (
										<span className="good">
											<Icon name="tick" />
											<span className="hid">{t('funds.four.known')}</span>
										</span>
									)}
								</td>
							</tr>
						)
					})}
				</tbody>
			</table>
			{request.answer === null ? null : (
				<div className="pad">
					<Note kind="good" live>
						{t('funds.four.asked', { number: request.answer.output.number })}
					</Note>
				</div>
			)}
			{request.problem === null ? null : (
				<div className="pad">
					<Problem problem={request.problem} title={t('funds.measures.not-done')} />
				</div>
			)}
		</>
	)
}

function valueOf(sheet: MeasureSheet, field: MatchField): string {
	switch (field) {
		case 'holder':
			return sheet.holder ?? '—'
		case 'number':
			return (sheet.number ?? '—').replaceAll(/(.{4})(?=.)/g, '$1 ')
		case 'amount':
			return sheet.amountMinor === null ? '—' : `${money(sheet.amountMinor)} ${sheet.currency}`
		case 'time':
			return sheet.at === null ? '—' : `${day(sheet.at)} ${clockTime(sheet.at)}`
	}
}
