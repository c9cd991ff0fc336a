import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import type { z } from 'zod'
import { useAct, useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { clockTime, span } from '#kernel/web/times.ts'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { answerEmergency, listAlarms } from '../../contract/emergency.ts'
import { PlaceText } from '../shared/PlaceText.tsx'
import { Since } from './Since.tsx'
import { LateBand } from './LateBand.tsx'
import { MajorBand } from './MajorBand.tsx'
import { useChime, useSiren } from './siren.ts'
import { WelfareBand } from './WelfareBand.tsx'
import './safety.css'

type Alarmed = z.output<(typeof listAlarms)['output']>
type Emergency = Alarmed['emergencies'][number]

/** D123, D125. Above every screen: officers who need help, and welfare checks nobody has answered. */
export function Alarms() {
	const { session } = useSession()
	const view = useView(
		listAlarms,
		{},
		{
			enabled: session !== null,
			topics: ['dispatch.emergency.', 'dispatch.welfare.', 'dispatch.late.', 'dispatch.major.'],
			every: 15_000,
			keep: true,
		},
	)
	const emergencies = view.output?.emergencies ?? []
	const welfare = view.output?.welfare ?? []
	const late = view.output?.late ?? { count: 0, sounds: 0 }
	const major = view.output?.major ?? []
	useChime(late.sounds + major.length)
	// D121. It sounds for everyone until two have answered; nobody turns it off alone.
	useSiren(emergencies.length > 0)
	// A locked desk is told, and unlocks or is taken over before it answers.
	const locked = session?.locked === true
	const [first] = locked ? [] : emergencies.filter((one) => one.mayAnswer && !one.mine)
	return (
		<>
			{first !== undefined && <Call key={first.incident} emergency={first} refresh={view.refresh} />}
			{(emergencies.length > 0 || welfare.length > 0 || major.length > 0 || late.count > 0) && (
				<div className="alarm-bands">
					{emergencies
						.filter((one) => one !== first)
						.map((one) => (
							<Waiting key={one.incident} emergency={one} />
						))}
					{welfare.map((one) => (
						<WelfareBand key={one.incident} check={one} refresh={view.refresh} />
					))}
					<MajorBand told={major} />
					{late.count > 0 && <LateBand count={late.count} />}
				</div>
			)}
		</>
	)
}

type CallProps = { readonly emergency: Emergency; readonly refresh: () => void }

/** Covers the screen until I have answered. */
function Call({ emergency, refresh }: CallProps) {
	const t = useWords()
	const say = useSay()
	const act = useAct(answerEmergency)
	const [word, setWord] = useState('')
	const box = useRef<HTMLDialogElement>(null)
	useEffect(() => {
		const element = box.current
		if (element !== null && !element.open) element.showModal()
		return () => element?.close()
	}, [])
	const answer = async (codeWord?: string) => {
		const input = codeWord === undefined ? {} : { codeWord }
		if ((await act.perform({ incident: emergency.incident, ...input })) !== null) refresh()
		else if (act.problem?.code === 'already') refresh()
	}
	const unit = say(emergency.unit.callSign)
	return (
		<dialog
			ref={box}
			className="alarm-call"
			aria-labelledby="alarm-title"
			onCancel={(event) => event.preventDefault()}
			onKeyDown={(event: KeyboardEvent) => event.stopPropagation()}
		>
			<h1 id="alarm-title">
				<Icon name="alert" size={32} /> {t('dispatch.alarm.title', { unit })}
			</h1>
			<p className="alarm-place">
				<PlaceText place={emergency.place} detail />
			</p>
			<p>
				{t('dispatch.phone.crew', { sworn: emergency.unit.sworn, auxiliary: emergency.unit.auxiliary })} ·{' '}
				{t(`web.unit.${emergency.unit.status}`)} · {emergency.number} ·{' '}
				{t('dispatch.alarm.pressed', { time: clockTime(emergency.raisedAt) })} <Since at={emergency.raisedAt} />
			</p>
			<Nearest emergency={emergency} />
			<div className="alarm-acts">
				<Button kind="go" main wide busy={act.busy} onPress={() => void answer()}>
					{t('dispatch.alarm.answer')}
				</Button>
				<p className="t2">{t(emergency.answers === 0 ? 'dispatch.alarm.two' : 'dispatch.alarm.second')}</p>
				{emergency.hasCodeWord && (
					<div className="alarm-word">
						<Field
							label={t('dispatch.alarm.word')}
							value={word}
							onChange={setWord}
							maxLength={40}
							onEnter={() => word.trim() !== '' && void answer(word)}
						/>
						<Button
							busy={act.busy}
							notYet={word.trim() === '' ? t('dispatch.alarm.word.none') : undefined}
							onPress={() => void answer(word)}
						>
							{t('dispatch.alarm.word.end')}
						</Button>
					</div>
				)}
				{act.problem !== null && <Problem problem={act.problem} />}
			</div>
		</dialog>
	)
}

function Nearest({ emergency }: { readonly emergency: Emergency }) {
	const t = useWords()
	const say = useSay()
	const language = useLanguage()
	if (emergency.nearest.length === 0) return <p className="t2">{t('dispatch.alarm.noUnits')}</p>
	return (
		<table className="alarm-near">
			<caption>{t('dispatch.alarm.nearest')}</caption>
			<tbody>
				{emergency.nearest.map((unit) => (
					<tr key={unit.unit}>
						<th scope="row">{say(unit.callSign)}</th>
						<td>{t(`web.unit.${unit.status}`)}</td>
						<td className="num">{span(unit.seconds * 1000, language)}</td>
					</tr>
				))}
			</tbody>
		</table>
	)
}

/** I have answered, or may not: it stands above the screen and goes on sounding until another person has. */
function Waiting({ emergency }: { readonly emergency: Emergency }) {
	const t = useWords()
	const say = useSay()
	return (
		<div className="alarm-band bad" role="alert">
			<Icon name="alert" />
			<b>{t('dispatch.alarm.title', { unit: say(emergency.unit.callSign) })}</b>
			<span className="el">
				<PlaceText place={emergency.place} />
			</span>
			<span>{t(emergency.mine ? 'dispatch.alarm.mine' : 'dispatch.alarm.others')}</span>
			<Since at={emergency.raisedAt} />
			<span className="sp" />
			<a href={`/incident/${emergency.incident}`}>{emergency.number}</a>
		</div>
	)
}
