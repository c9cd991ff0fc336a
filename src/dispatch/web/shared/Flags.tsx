import { useNow } from '#kernel/web/clock.ts'
import { Icon, type IconName } from '#kernel/web/parts/Icon.tsx'
import { hasWord, useWords } from '#kernel/web/words.ts'
import { cancelFollow } from '../../contract/follow.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { factName } from '../../contract/lists.ts'
import { isUnanswered } from '../written/Mark.tsx'

const icons = { weapon: 'alert', hurt: 'person', ongoing: 'clock', vulnerable: 'person' } as const

/** What a crew must know at a glance, each with its icon and word. */
export function Flags({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const { place } = incident
	const now = useNow()
	return (
		<div className="flags">
			{marksOf(incident).map((why) => (
				<Flag key={why} icon="file" words={t(`dispatch.unspoken.${why}`)} warn />
			))}
			{incident.calls.some((call) => isUnanswered(call, now)) && (
				<Flag icon="clock" words={t('dispatch.written.lateSaid')} warn />
			)}
			{calledOff(incident) && <Flag icon="phone" words={t('dispatch.flag.cancelled')} warn />}
			{incident.level > 1 && <Flag icon="alert" words={t('dispatch.flag.level', { level: incident.level })} warn />}
			{incident.major.now !== null && (
				<Flag
					icon="escalate"
					words={t('dispatch.flag.major', { tier: t(`dispatch.tier.${incident.major.now.tier}`) })}
					warn
				/>
			)}
			{place.verified && <Flag icon="pin" words={t('dispatch.flag.verified')} />}
			{place.forced && <Flag icon="pin" words={t('dispatch.flag.forced')} warn />}
			{place.protected && <Flag icon="shield" words={t('dispatch.place.protected')} />}
			{factName.options.map((name) => {
				const word = `dispatch.flag.${name}.${incident.facts[name]}`
				return hasWord(word) ? <Flag key={name} icon={icons[name]} words={t(word)} /> : null
			})}
			{incident.calls.length > 1 && (
				<Flag icon="phone" words={t('dispatch.flag.calls', { count: incident.calls.length })} />
			)}
			{incident.reportedCrime && <Flag icon="file" words={t('dispatch.flag.reportedCrime')} />}
			{incident.generated && <Flag icon="play" words={t('dispatch.flag.generated')} />}
		</div>
	)
}

/** D284. Why its callers are written to and not rung, each once. */
const marksOf = ({ calls }: IncidentShown) => [
	...new Set(calls.flatMap(({ unspoken }) => (unspoken === null ? [] : [unspoken]))),
]

/** D191. The caller said that help is no longer needed, and it was not opened again since. The story has the newest first. */
function calledOff({ story }: IncidentShown): boolean {
	const last = story.find((line) => line.act === cancelFollow.name || line.act.endsWith('.reopen'))
	return last?.act === cancelFollow.name
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
