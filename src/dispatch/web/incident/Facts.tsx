import { useState } from 'react'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Priority } from '#kernel/web/parts/Priority.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { deadlineOf } from '../shared/deadline.ts'
import { Ending, RefusedNow } from '../shared/Ending.tsx'
import { Flags } from '../shared/Flags.tsx'
import { NoteField } from '../shared/NoteField.tsx'
import { PriorityByHand, PriorityGround } from '../shared/PriorityByHand.tsx'
import { PlaceText } from '../shared/PlaceText.tsx'
import { useTerms } from '../shared/terms.ts'
import { VerifyButton, VerifyPlace } from '../shared/VerifyPlace.tsx'
import { HazardsHere } from '../hazards/HazardsHere.tsx'
import { WrittenCalls } from '../written/WrittenCalls.tsx'
import { Attachments } from './Attachments.tsx'
import { AttachRecording } from './AttachRecording.tsx'
import { HandUp } from './HandUp.tsx'
import { Major } from './Major.tsx'
import { PassOn } from './PassOn.tsx'
import { People } from './People.tsx'
import { RaiseLevel } from './RaiseLevel.tsx'
import { Reopen } from './Reopen.tsx'
import { ReportMoney } from './ReportMoney.tsx'
import { Track } from './Track.tsx'

/** What is known of an incident, who called, what still runs, and what may be done now. */
export function Facts({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const terms = useTerms()
	return (
		<Pane
			title={terms.type(incident.type)}
			level={1}
			head={
				<div className="ph tall incident-head">
					<Priority level={incident.priority} big />
					<div>
						<h1>{terms.type(incident.type)}</h1>
						<div className="t2 mono">{incident.number}</div>
					</div>
				</div>
			}
			foot={<NoteField incident={incident.id} />}
			className="facts-pane"
		>
			<List incident={incident} />
			<div className="pad">
				<Flags incident={incident} />
			</div>
			<WrittenCalls incident={incident} />
			<Major incident={incident} />
			<HazardsHere incident={incident.id} />
			<People incident={incident} />
			<Attachments incident={incident.id} />
			<Track incident={incident} />
			<Running incident={incident} />
			<Section title={t('dispatch.incident.may')} />
			<Ending incident={incident} main />
			<div className="pad col">
				<div className="row wrap">
					<RaiseLevel incident={incident} />
					<HandUp incident={incident} />
					<PassOn incident={incident} />
					<Reopen incident={incident} />
					<ReportMoney incident={incident} />
					<AttachRecording incident={incident.id} point={incident.place.point} />
				</div>
				<RefusedNow incident={incident} />
			</div>
		</Pane>
	)
}

function List({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const { process } = incident
	const rows: readonly (readonly [string, React.ReactNode])[] = [
		[
			'place',
			<>
				<PlaceText place={incident.place} detail />
				{incident.place.forced && <Unverified incident={incident} />}
			</>,
		],
		[
			'state',
			<>
				<b>{t(`dispatch.incidentState.${incident.state}`)}</b>
				{incident.closedAt !== null && `, ${when(incident.closedAt)}`}
			</>,
		],
		['owner', say(incident.agency)],
		['disposition', incident.disposition === null ? '—' : terms.term('dispositions', incident.disposition)],
		...(incident.receiptNumber === null ? [] : [['receipt', <b key="r">{incident.receiptNumber}</b>] as const]),
		[
			'process',
			t('dispatch.incident.processOf', { key: process.key, version: process.version, element: process.element }),
		],
		[
			'priority',
			<>
				<PriorityGround incident={incident} />
				<div>
					<PriorityByHand incident={incident} />
				</div>
			</>,
		],
		['calls', t('dispatch.flag.calls', { count: incident.calls.length })],
		[
			'units',
			incident.assignments.length === 0
				? '—'
				: incident.assignments.map((each) => say(each.unit.callSign)).join(t('dispatch.list.comma')),
		],
		...incident.handedUp.map((each) => ['handedUp', say(each.to)] as const),
	]
	return (
		<dl className="facts">
			{rows.map(([key, value]) => (
				<div key={`${key} ${typeof value === 'string' ? value : ''}`} className="fact-row">
					<dt>{t(`dispatch.incident.${key}`)}</dt>
					<dd>{value}</dd>
				</div>
			))}
		</dl>
	)
}

/** D10. A forced place says why, and can be found on the map while the incident is open. */
function Unverified({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const [open, setOpen] = useState(false)
	const reason = incident.places[0]?.reason ?? null
	const of = {
		incident: incident.id,
		number: incident.number,
		version: incident.version,
		place: incident.place,
		reason,
	}
	return (
		<>
			{reason !== null && <div className="t2">{t('dispatch.story.quoted', { text: reason })}</div>}
			{incident.section !== 'done' && <VerifyButton of={of} keys="V" onPress={() => setOpen(true)} />}
			{open && <VerifyPlace of={of} onClose={() => setOpen(false)} />}
		</>
	)
}

function Running({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const running = incident.times.flatMap((each) =>
		each.timer !== null && each.timer.metAt === null ? [each.timer] : [],
	)
	const all =
		incident.timer !== null &&
		incident.timer.metAt === null &&
		!running.some((each) => each.kind === incident.timer?.kind)
			? [...running, incident.timer]
			: running
	if (all.length === 0) return null
	return (
		<>
			<Section title={t('dispatch.incident.running')} />
			<table aria-label={t('dispatch.incident.running')}>
				<tbody>
					{all.map((timer) => (
						<tr key={timer.kind}>
							<td>{t(`dispatch.running.${timer.kind}`)}</td>
							<td className="r">
								<Timer deadline={deadlineOf(timer)} />
							</td>
						</tr>
					))}
				</tbody>
			</table>
		</>
	)
}
