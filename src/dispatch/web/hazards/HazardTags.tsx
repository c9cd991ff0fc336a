import './hazards.css'
import { useView } from '#kernel/web/client.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { dayWords } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { type HazardShown, hazardsAtAddress } from '../../contract/hazards.ts'

/** D173. Each hazard on a line: the kind, the note marked as somebody's words, until when, and where it was found. */
export function HazardTags({ rows }: { readonly rows: readonly HazardShown[] }) {
	const t = useWords()
	const language = useLanguage()
	return (
		<ul className="hazards" aria-label={t('dispatch.hazards.here')}>
			{rows.map((row) => (
				<li key={row.id} className={row.state}>
					<Icon name="alert" />
					<span>
						<b>{t(`dispatch.hazard.${row.kind}`)}</b>
						{row.note === null ? null : (
							<>
								{' '}
								<span className="t2">
									{t('dispatch.hazard.written')} “{row.note}”
								</span>
							</>
						)}
						<span className="t3">
							{' '}
							{row.until === null
								? t('dispatch.hazard.waits')
								: t('dispatch.hazard.until', { day: dayWords(row.until, language) })}
							{row.incident === null ? '' : ` · ${row.incident.number}`}
						</span>
					</span>
				</li>
			))}
		</ul>
	)
}

/** D173. Beside a call: nothing where there is nothing to know. */
export function HazardsForCall({ call, address }: { readonly call: string; readonly address: string | null }) {
	const view = useView(hazardsAtAddress, address === null ? { call } : { address, call }, {
		keep: true,
		topics: ['dispatch.call.', 'dispatch.hazard.'],
	})
	const rows = view.output?.rows ?? []
	return rows.length === 0 ? null : <HazardTags rows={rows} />
}
