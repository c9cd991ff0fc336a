import type { IncidentShown } from '../../contract/incidents.ts'
import { Written } from './Written.tsx'

/** What is written with the callers of an incident, for those who may see their calls. */
export function WrittenCalls({ incident }: { readonly incident: IncidentShown }) {
	const written = incident.calls.filter((call) => call.written)
	return (
		<>
			{written.map((call) => (
				<Written key={call.id} call={call.id} />
			))}
		</>
	)
}
