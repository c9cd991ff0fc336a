import { Icon, type IconName } from '#kernel/web/parts/Icon.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { useTerms } from './terms.ts'

/** What a crew must know at a glance, each with its icon and word. */
export function Flags({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const terms = useTerms()
	const icons: Readonly<Record<string, IconName>> = {
		weapon: 'alert',
		hurt: 'person',
		ongoing: 'clock',
		vulnerable: 'person',
	}
	const { place } = incident
	return (
		<div className="flags">
			{place.verified && <Flag icon="pin" words={t('dispatch.flag.verified')} />}
			{place.forced && <Flag icon="pin" words={t('dispatch.flag.forced')} warn />}
			{place.protected && <Flag icon="shield" words={t('dispatch.place.protected')} />}
			{terms.flags(incident.facts).map((flag) => (
				<Flag key={flag.name} icon={icons[flag.name] ?? 'alert'} words={flag.word} />
			))}
			{incident.calls.length > 1 && (
				<Flag icon="phone" words={t('dispatch.flag.calls', { count: incident.calls.length })} />
			)}
			{incident.reportedCrime && <Flag icon="file" words={t('dispatch.flag.reportedCrime')} />}
			{incident.generated && <Flag icon="play" words={t('dispatch.flag.generated')} />}
		</div>
	)
}

function Flag({
	icon,
	words,
	warn = false,
}: {
	readonly icon: IconName
	readonly words: string
	readonly warn?: boolean
}) {
	return (
		<span className={warn ? 'tag warn' : 'tag'}>
			<Icon name={icon} />
			{words}
		</span>
	)
}
