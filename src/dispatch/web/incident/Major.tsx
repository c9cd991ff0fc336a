import { useAct } from '#kernel/web/client.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { classifyIncident, type IncidentShown } from '../../contract/incidents.ts'
import type { Facts } from '../../contract/lists.ts'
import { HowMany } from '../shared/HowMany.tsx'

/** D205, D206. Whether it is major: the row that says so, to whom it goes by when, and to whom it went. */
export function Major({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const say = useSay()
	const act = useAct(classifyIncident)
	const { now, told, mayCount } = incident.major
	if (now === null && told.length === 0 && !mayCount) return null
	const save = (facts: Partial<Facts>) => {
		// A priority set by hand stands when more is known.
		const byHand = incident.classifications[0]?.reason ?? null
		const priority = byHand === null ? {} : { priority: { value: incident.priority, reason: byHand } }
		void act.perform({ incident: incident.id, version: incident.version, facts, ...priority })
	}
	return (
		<>
			<Section title={t('dispatch.major.title')} />
			<div className="pad col major">
				{now !== null && (
					<p>
						<b>{say(now.why)}</b> <RuleTag id="D205" />
						<br />
						{now.dueAt === null ? (
							<span className="t2">{t('dispatch.major.done', { tier: t(`dispatch.tier.${now.tier}`) })}</span>
						) : (
							<>
								{t('dispatch.major.goes', { tier: t(`dispatch.tier.${now.tier}`) })}{' '}
								<Timer
									what={t('dispatch.major.goes', { tier: t(`dispatch.tier.${now.tier}`) })}
									deadline={{ from: Date.parse(incident.receivedAt), due: Date.parse(now.dueAt) }}
								/>
							</>
						)}
					</p>
				)}
				{told.length > 0 && (
					<ul className="major-told">
						{told.map((one) => (
							<li key={one.to.id}>
								<Icon name="escalate" />
								<span>
									{say(one.to)}
									<span className="t2"> {posts(one.tells, t)}</span>
								</span>
								<time dateTime={one.at}>{when(one.at)}</time>
							</li>
						))}
					</ul>
				)}
				{mayCount && <HowMany facts={incident.facts} onFacts={save} />}
				{act.problem !== null && (
					<Problem
						problem={act.problem}
						ask={{ action: classifyIncident.name, on: { type: 'Incident', id: incident.id }, about: incident.number }}
					/>
				)}
			</div>
		</>
	)
}

/** `commander, shift leader`: who is told there. */
const posts = (kinds: readonly string[], t: (key: string) => string): string =>
	kinds.map((kind) => t(`web.post.${kind}`)).join(t('dispatch.list.comma'))
