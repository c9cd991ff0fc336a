import type { IncidentShown } from '../../contract/incidents.ts'

/**
 * D8. The priority the table gave for what is known now: the one that stands, or, where a person set another, what the
 * story of that act kept beside it. Null when the story shown does not reach back to it.
 */
export function tableAnswer({
	classifications,
	story,
}: Pick<IncidentShown, 'classifications' | 'story'>): number | null {
	const last = classifications[0]
	if (last === undefined) return null
	if (last.reason === null) return last.priority
	const kept = story.find((line) => line.act === 'dispatch.incident.classify' && line.at === last.at)?.fact.table
	return typeof kept === 'number' ? kept : null
}
