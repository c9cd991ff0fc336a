import { useNow } from '#kernel/web/clock.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { span } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { CallRow } from '../../contract/shapes.ts'
import { usePlaceWords } from '../shared/PlaceText.tsx'
import { isUnanswered, useMark } from '../written/Mark.tsx'
import { useTerms } from '../shared/terms.ts'

type CallRowsProps = {
	readonly calls: { readonly total: number; readonly rows: readonly CallRow[] }
	readonly onCall: (call: CallRow) => void
}

/** Calls that ring, are spoken on, or were abandoned: each stays until someone has dealt with it. */
export function CallRows({ calls, onCall }: CallRowsProps) {
	const t = useWords()
	return (
		<>
			<div className="sec">
				<h3>{t('dispatch.desk.calls')}</h3>
				<span className="n">{calls.total}</span>
			</div>
			{calls.rows.length === 0 ? (
				<p className="quiet">{t('dispatch.desk.empty.calls')}</p>
			) : (
				<table aria-label={t('dispatch.desk.calls')}>
					<colgroup>
						<col className="c-p" />
						<col />
						<col className="c-state" />
						<col className="c-left" />
					</colgroup>
					<thead className="hid">
						<tr>
							<th>{t('dispatch.col.line')}</th>
							<th>{t('dispatch.col.place')}</th>
							<th>{t('dispatch.col.state')}</th>
							<th>{t('dispatch.col.waits')}</th>
						</tr>
					</thead>
					<tbody>
						{calls.rows.map((call) => (
							<CallLine key={call.id} call={call} onCall={onCall} />
						))}
					</tbody>
				</table>
			)}
		</>
	)
}

function CallLine({ call, onCall }: { readonly call: CallRow; readonly onCall: (call: CallRow) => void }) {
	const t = useWords()
	const language = useLanguage()
	const terms = useTerms()
	const place = usePlaceWords()
	const mark = useMark()
	const now = useNow()
	const since = now - Date.parse(call.state === 'live' && call.answeredAt !== null ? call.answeredAt : call.rangAt)
	const known = [call.type === null ? '' : terms.type(call.type), place(call.place)].filter((part) => part !== '')
	const about = known.length === 0 ? t('dispatch.call.nothing') : known.join(t('dispatch.list.comma'))
	const how = mark(call)
	const line = call.channel === 'text' ? how : t('dispatch.call.line', { line: call.line })
	const named = [line, call.channel === 'text' ? null : how, about].filter((part) => part !== null).join(' · ')
	const late = isUnanswered(call, now) || call.state === 'abandoned' || (call.state === 'ringing' && since > 10_000)
	return (
		<tr data-open="" onClick={() => onCall(call)}>
			<td className="t2">
				<Icon name={call.channel === 'text' ? 'file' : 'phone'} />
			</td>
			<td>
				<button type="button" className="plain row-name" title={named} onClick={() => onCall(call)}>
					{named}
				</button>
			</td>
			<td className="t2">{t(`dispatch.callState.${call.state}`)}</td>
			<td className="r">
				<span className={late ? 'tm warn' : 'tm ok'}>
					{late && <Icon name="clock" />}
					{span(since, language)}
				</span>
			</td>
		</tr>
	)
}
