import { useAct } from '#kernel/web/client.ts'
import { useNow } from '#kernel/web/clock.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { UnitStatus } from '#kernel/web/parts/UnitStatus.tsx'
import { clockTime, span } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { clearUnit, setStatus } from '../../contract/units.ts'

type Assignment = IncidentShown['assignments'][number]

/** The units sent, as they stand. What a crew says by radio is entered here with one press. */
export function Sent({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const open = incident.assignments.filter((each) => each.clearedAt === null)
	if (incident.assignments.length === 0) return null
	return (
		<>
			<Section
				title={t('dispatch.sent')}
				note={t('dispatch.sent.note', { open: open.length, count: incident.assignments.length })}
			/>
			<ul className="sent">
				{incident.assignments.map((each) => (
					<SentLine key={each.id} assignment={each} />
				))}
			</ul>
		</>
	)
}

const after = { dispatched: 'en_route', en_route: 'on_scene' } as const

function SentLine({ assignment }: { readonly assignment: Assignment }) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	const now = useNow()
	const move = useAct(setStatus)
	const clear = useAct(clearUnit)
	const { unit } = assignment
	const cleared = assignment.clearedAt
	const since = assignment.onSceneAt ?? assignment.enRouteAt ?? assignment.dispatchedAt
	const to = unit.status === 'dispatched' || unit.status === 'en_route' ? after[unit.status] : null
	const problem = move.problem ?? clear.problem
	return (
		<li>
			<div className="sent-line">
				<UnitStatus state={cleared === null ? unit.status : 'available'}>
					<b>{say(unit.callSign)}</b>
				</UnitStatus>
				<span className="t2 el">
					{cleared === null
						? t(`web.unit.${unit.status}`)
						: t('dispatch.sent.cleared', { time: clockTime(cleared, false) })}
				</span>
				<span className="t3">{cleared === null ? span(now - Date.parse(since), language) : ''}</span>
				{cleared === null && to !== null && (
					<Button busy={move.busy} onPress={() => void move.perform({ unit: unit.id, version: unit.version, to })}>
						{t(`dispatch.radio.${to}`)}
					</Button>
				)}
				{cleared === null && (unit.status === 'on_scene' || unit.status === 'transporting') && (
					<Button busy={clear.busy} onPress={() => void clear.perform({ unit: unit.id, version: unit.version })}>
						{t('dispatch.radio.clear')}
					</Button>
				)}
			</div>
			{problem !== null && (
				<Problem problem={problem} ask={{ action: 'dispatch.unit.set-status', on: { type: 'Unit', id: unit.id } }} />
			)}
		</li>
	)
}
