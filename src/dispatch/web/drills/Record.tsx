import { useView } from '#kernel/web/client.ts'
import { Show } from '#kernel/web/parts/Show.tsx'
import { clockTime } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { drillRecord } from '../../contract/drill.ts'
import { useTerms } from '../shared/terms.ts'

/** D257. What happened in a drill that ended, incident by incident. */
export function DrillRecord({ drill }: { readonly drill: string }) {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const record = useView(drillRecord, { drill })
	return (
		<section className="drill-part" aria-label={t('dispatch.drill.record')}>
			<Show view={record} title={t('dispatch.drill.record.failed')}>
				{({ incidents }) =>
					incidents.length === 0 ? (
						<p className="pad t2">{t('dispatch.drill.record.none')}</p>
					) : (
						incidents.map((one) => (
							<details key={one.id}>
								<summary>
									<b>{one.number}</b> {terms.type(one.type)} <span className="t2">{say(one.agency)}</span>
								</summary>
								<ol>
									{one.lines.map((line, n) => (
										<li key={`${one.id} ${n}`}>
											<span>{clockTime(line.at)}</span>
											<span>{t(`dispatch.story.${line.act}`)}</span>
											<span className="t2">{line.text ?? ''}</span>
										</li>
									))}
								</ol>
							</details>
						))
					)
				}
			</Show>
		</section>
	)
}
