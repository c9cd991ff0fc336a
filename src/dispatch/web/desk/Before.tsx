import { Link } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { Section } from '#kernel/web/parts/Section.tsx'
import { day } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { listNear } from '../../contract/calls.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { shortNumber } from '../shared/deadline.ts'
import { useTerms } from '../shared/terms.ts'

/** What happened at this place in the last 30 days; nothing is asked for a protected one. */
export function Before({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const terms = useTerms()
	const point = incident.place.point
	const near = useView(
		listNear,
		{ lon: point?.[0] ?? 0, lat: point?.[1] ?? 0, type: incident.type, but: incident.id },
		{ enabled: point !== null },
	)
	const rows = near.output?.before ?? []
	if (rows.length === 0) return null
	return (
		<>
			<Section title={t('dispatch.before')} note={rows.length} />
			<table aria-label={t('dispatch.before')}>
				<colgroup>
					<col className="c-day" />
					<col />
					<col className="c-num" />
				</colgroup>
				<tbody>
					{rows.slice(0, 5).map((row) => (
						<tr key={row.incident}>
							<td className="t3">{day(row.at).slice(5)}</td>
							<td>
								{terms.type(row.type)}
								{row.disposition !== null && (
									<span className="t3"> · {terms.term('dispositions', row.disposition)}</span>
								)}
							</td>
							<td className="r">
								<Link href={`/incident/${row.incident}`}>{shortNumber(row.number)}</Link>
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</>
	)
}
