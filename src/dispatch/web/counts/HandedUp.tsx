import { Link } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Priority } from '#kernel/web/parts/Priority.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { listIncidents } from '../../contract/incidents.ts'
import { usePlaceWords } from '../shared/PlaceText.tsx'
import { useTerms } from '../shared/terms.ts'

/** Incidents my post may see by name: for city and province, those handed up and no others. */
export function HandedUp() {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const place = usePlaceWords()
	const view = useView(listIncidents, { limit: 20 }, { topics: ['dispatch.'], keep: true })
	const rows = view.output?.rows ?? []
	return (
		<Pane
			title={t('dispatch.counts.handedUp')}
			note={rows.length === 0 ? undefined : rows.length}
			className="counts-named"
		>
			{rows.length === 0 ? (
				<p className="quiet">{t('dispatch.counts.noneHanded')}</p>
			) : (
				<table aria-label={t('dispatch.counts.handedUp')}>
					<colgroup>
						<col className="c-p" />
						<col className="c-handed" />
						<col />
						<col />
						<col />
						<col className="c-when" />
					</colgroup>
					<thead>
						<tr>
							<th>{t('dispatch.col.priority')}</th>
							<th>{t('dispatch.col.number')}</th>
							<th>{t('dispatch.col.type')}</th>
							<th>{t('dispatch.col.place')}</th>
							<th>{t('dispatch.counts.station')}</th>
							<th className="r">{t('dispatch.time.received')}</th>
						</tr>
					</thead>
					<tbody>
						{rows.map((row) => (
							<tr key={row.id}>
								<td>
									<Priority level={row.priority} />
								</td>
								<td>
									<Link href={`/incident/${row.id}`}>{row.number}</Link>
								</td>
								<td>{terms.type(row.type)}</td>
								<td>{place(row.place)}</td>
								<td>{say(row.agency)}</td>
								<td className="r">{when(row.receivedAt)}</td>
							</tr>
						))}
					</tbody>
				</table>
			)}
		</Pane>
	)
}
