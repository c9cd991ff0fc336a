import type { Purpose } from '#kernel/contract/scalars.ts'
import { useView } from '#kernel/web/client.ts'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useWords } from '#kernel/web/words.ts'
import { showCaller } from '../../contract/calls.ts'
import type { IncidentShown } from '../../contract/incidents.ts'

/** Callers stay closed until a purpose is written; the look is then entered. */
export function People({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	if (incident.calls.length === 0) return null
	return (
		<>
			<Section title={t('dispatch.people')} note={t('dispatch.people.closed')} />
			<ul className="callers">
				{incident.calls.map((call) => {
					const ending =
						call.callerEnding === null
							? t('dispatch.call.withheld')
							: t('dispatch.call.ending', { digits: call.callerEnding })
					return (
						<li key={call.id}>
							<PurposeGate
								matter={incident.id}
								what={t('dispatch.people.caller')}
								closed={
									<>
										<span>{t('dispatch.intake.caller')}</span>
										<span className="t2 el">{ending}</span>
									</>
								}
							>
								{(purpose) => <Caller call={call.id} purpose={purpose} />}
							</PurposeGate>
						</li>
					)
				})}
			</ul>
		</>
	)
}

function Caller({ call, purpose }: { readonly call: string; readonly purpose: Purpose }) {
	const t = useWords()
	const view = useView(showCaller, { call }, { purpose })
	return (
		<Show view={view}>
			{(caller) => (
				<dl className="facts caller">
					<dt>{t('dispatch.people.number')}</dt>
					<dd>{caller.number ?? '—'}</dd>
					{caller.callBackNumber !== null && (
						<>
							<dt>{t('dispatch.people.back')}</dt>
							<dd>{caller.callBackNumber}</dd>
						</>
					)}
					<dt>{t('dispatch.people.name')}</dt>
					<dd>{caller.name ?? '—'}</dd>
					{caller.safeToCall === false && <dd className="warn">{t('dispatch.people.notSafe')}</dd>}
					{caller.followCode !== null && (
						<>
							<dt>{t('dispatch.people.code')}</dt>
							<dd className="mono">{caller.followCode}</dd>
						</>
					)}
				</dl>
			)}
		</Show>
	)
}
