import type { z } from 'zod'
import type { Problem as ProblemFacts } from '#kernel/web/http.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { listNear } from '../../contract/calls.ts'
import { shortNumber } from '../shared/deadline.ts'
import { useTerms } from '../shared/terms.ts'
import { metresWords } from '../shared/travel.ts'

type Near = z.output<(typeof listNear)['output']>

type SameListProps = {
	readonly near: Near | undefined
	/** Incident that `A` attaches to. */
	readonly first: string | null
	readonly mayAttach: boolean
	readonly busy: boolean
	readonly problem: ProblemFacts | null
	readonly onAttach: (incident: string) => void
}

/** Calls and incidents near in place and time, by the window of this type; the call-taker decides. */
export function SameList(props: SameListProps) {
	const t = useWords()
	const { near } = props
	const window =
		near === undefined ? '' : t('dispatch.same.window', { metres: near.window.metres, minutes: near.window.minutes })
	return (
		<Pane
			title={t('dispatch.same')}
			note={window}
			tools={near === undefined ? undefined : <RuleTag id={near.window.rule} />}
			className="same"
		>
			{props.problem !== null && (
				<div className="pad">
					<Problem problem={props.problem} ask={{ action: 'dispatch.call.attach' }} />
				</div>
			)}
			{near === undefined && <p className="quiet">{t('dispatch.same.noPlace')}</p>}
			{near !== undefined && near.same.length === 0 && <p className="quiet">{t('dispatch.same.none')}</p>}
			{near !== undefined && near.same.length > 0 && <SameTable {...props} near={near} />}
		</Pane>
	)
}

function SameTable({ near, first, mayAttach, busy, onAttach }: SameListProps & { readonly near: Near }) {
	const t = useWords()
	const language = useLanguage()
	const terms = useTerms()
	return (
		<table aria-label={t('dispatch.same')}>
			<colgroup>
				<col className="c-p" />
				<col className="c-num" />
				<col />
				<col className="c-num" />
				<col className="c-num" />
				<col />
				<col className="c-attach" />
			</colgroup>
			<thead>
				<tr>
					<th>
						<span className="hid">{t('dispatch.same.kind')}</span>
					</th>
					<th>{t('dispatch.col.number')}</th>
					<th>{t('dispatch.same.heard')}</th>
					<th className="r">{t('dispatch.same.away')}</th>
					<th className="r">{t('dispatch.same.ago')}</th>
					<th>{t('dispatch.same.alike')}</th>
					<th>
						<span className="hid">{t('dispatch.intake.attach')}</span>
					</th>
				</tr>
			</thead>
			<tbody>
				{near.same.map((row) => (
					<tr key={row.id} className={row.id === first ? 'sel' : undefined}>
						<td>
							<Icon name={row.kind === 'call' ? 'phone' : 'file'} />
							<span className="hid">{t(`dispatch.same.${row.kind}`)}</span>
						</td>
						<td>
							<b>{shortNumber(row.number)}</b>
						</td>
						<td>{row.type === null ? t('dispatch.call.nothing') : terms.type(row.type)}</td>
						<td className="r">{metresWords(row.metres, t)}</td>
						<td className="r">{span(row.ageSeconds * 1000, language)}</td>
						<td className="t2">
							{row.alike.length === 0
								? '—'
								: row.alike.map((what) => t(`dispatch.alike.${what}`)).join(t('dispatch.list.comma'))}
						</td>
						<td className="r">
							{row.kind === 'incident' && row.inside && mayAttach ? (
								<Button
									busy={busy}
									{...(row.id === first ? { keys: 'A', bind: false } : {})}
									onPress={() => onAttach(row.id)}
								>
									{t('dispatch.intake.attach')}
								</Button>
							) : (
								<span className="t3">{row.inside ? '' : t('dispatch.same.outside')}</span>
							)}
						</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}
