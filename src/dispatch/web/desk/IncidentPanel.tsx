import { useCallback } from 'react'
import { Link } from 'wouter'
import { useView } from '#kernel/web/client.ts'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Priority } from '#kernel/web/parts/Priority.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { Story } from '#kernel/web/parts/Story.tsx'
import { Wall } from '#kernel/web/parts/Wall.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { type IncidentShown, showIncident } from '../../contract/incidents.ts'
import { HazardsHere } from '../hazards/HazardsHere.tsx'
import { RaiseLevel } from '../incident/RaiseLevel.tsx'
import { AttachRecording } from '../incident/AttachRecording.tsx'
import { ReportMoney } from '../incident/ReportMoney.tsx'
import { Ending, RefusedNow } from '../shared/Ending.tsx'
import { Flags } from '../shared/Flags.tsx'
import { NoteField } from '../shared/NoteField.tsx'
import { PlaceText } from '../shared/PlaceText.tsx'
import { Steps } from '../shared/Steps.tsx'
import { useStory } from '../shared/sentences.tsx'
import { useTerms } from '../shared/terms.ts'
import { WrittenCalls } from '../written/WrittenCalls.tsx'
import { Send } from './Send.tsx'
import { Sent } from './Sent.tsx'
import { Before } from './Before.tsx'

type PanelProps = {
	readonly incident: string | null
	readonly onFirst: (unit: string | null) => void
	readonly onSent: () => void
}

/** One incident at the right of the desk: what it is, its clocks, whom to send, what may not be done, its story. */
export function IncidentPanel({ incident, onFirst, onSent }: PanelProps) {
	const t = useWords()
	const view = useView(
		showIncident,
		{ incident: incident ?? '' },
		{ enabled: incident !== null, topics: ['dispatch.incident.', 'dispatch.unit.', 'dispatch.call.'], keep: true },
	)
	if (incident === null)
		return (
			<Pane title={t('dispatch.desk.incident')} className="one">
				<Empty title={t('dispatch.desk.noneChosen')}>{t('dispatch.desk.noneChosen.next')}</Empty>
			</Pane>
		)
	const shown = view.output?.id === incident ? view.output : undefined
	return (
		<Pane
			title={t('dispatch.desk.incident')}
			className="one"
			head={shown === undefined ? <div className="ph tall" /> : <Head incident={shown} />}
			foot={<NoteField key={incident} incident={incident} />}
		>
			<Show view={{ ...view, output: shown }} doing={t('dispatch.desk.incident.doing')}>
				{(output) => <Body incident={output} onFirst={onFirst} onSent={onSent} />}
			</Show>
		</Pane>
	)
}

function Head({ incident }: { readonly incident: IncidentShown }) {
	const terms = useTerms()
	const t = useWords()
	const last = incident.classifications[0]
	return (
		<div className="ph tall one-head">
			<Priority level={incident.priority} big />
			<div className="one-name">
				<h2 className="h1">{terms.type(incident.type)}</h2>
				<div className="t2 el">
					<PlaceText place={incident.place} detail />
				</div>
			</div>
			<span className="sp" />
			<div className="r nw">
				<Link href={`/incident/${incident.id}`} className="mono t2">
					{incident.number} <Kbd keys="I" />
				</Link>
				<div>
					{last !== undefined && (
						<span className="rule">
							{t('dispatch.rule.row', { rule: last.rule.rule, row: last.rule.rows.join(', ') })}
						</span>
					)}
				</div>
			</div>
		</div>
	)
}

function Body({
	incident,
	onFirst,
	onSent,
}: {
	readonly incident: IncidentShown
	readonly onFirst: PanelProps['onFirst']
	readonly onSent: () => void
}) {
	const t = useWords()
	const say = useSay()
	const story = useStory(true, new Map(incident.assignments.map((each) => [each.unit.id, say(each.unit.callSign)])))
	const quiet = useCallback(() => undefined, [])
	const waiting = incident.section === 'to_dispatch'
	const more = incident.section === 'in_progress' && incident.units.length < incident.needs
	return (
		<>
			<Steps times={incident.times} />
			<div className="pad col">
				<Flags incident={incident} />
			</div>
			<WrittenCalls incident={incident} />
			<HazardsHere incident={incident.id} plain />
			{waiting && <Send incident={incident} onFirst={onFirst} onSent={onSent} />}
			<Sent incident={incident} />
			{more && <Send incident={incident} onFirst={quiet} onSent={onSent} more />}
			<div className="pad">
				<RaiseLevel incident={incident} />
			</div>
			<Ending incident={incident} main={!waiting} />
			<div className="pad col refused-now">
				<RefusedNow incident={incident} />
				<div className="row">
					<ReportMoney incident={incident} />
					<AttachRecording incident={incident.id} point={incident.place.point} />
				</div>
			</div>
			<Section
				title={t('dispatch.story')}
				tools={
					<span className="row n">
						{t('dispatch.story.all')} <Wall laid={6} waiting={1} />
					</span>
				}
			/>
			<div className="pad">
				<Story lines={story(incident.story)} />
			</div>
			<Before incident={incident} />
		</>
	)
}
