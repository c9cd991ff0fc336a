import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { hangUpCall } from '../../contract/calls.ts'
import { useDeskAgency } from '../shared/useDeskAgency.ts'
import { openIncident } from '../../contract/incidents.ts'
import type { CallShown, Opened } from './CallForm.tsx'
import type { PlacePicked } from '../shared/PlaceSearch.tsx'
import { Transfer } from './Transfer.tsx'

type ActsProps = {
	readonly call: CallShown
	/** The newest version of the call, as the last save gave it. */
	readonly version: () => number
	readonly opened: Opened | null
	readonly picked: PlacePicked | null
	readonly onOpened: (opened: Opened) => void
	readonly onDone: () => void
	readonly refresh: () => void
}

/** The main act of intake: hand to the desk, stay on the line. */
export function CallActs({ call, version, opened, onOpened, onDone, refresh }: ActsProps) {
	const t = useWords()
	const desk = useDeskAgency()
	const { tell } = useNotices()
	const open = useAct(openIncident)
	const end = useAct(hangUpCall)
	const [moving, setMoving] = useState(false)
	const withDesk = opened !== null || call.incident !== null
	const missing =
		call.place === null
			? t('dispatch.intake.placeFirst')
			: call.type === null
				? t('dispatch.intake.typeFirst')
				: undefined
	const hand = async () => {
		if (desk === null) return
		const answer = await open.perform({ agency: desk, call: { id: call.id, version: version() } })
		if (answer === null) return
		onOpened(answer.output)
		refresh()
		tell({
			kind: 'good',
			title: t('dispatch.intake.handed', { number: answer.output.number, priority: answer.output.priority }),
		})
	}
	const hangUp = async () => {
		if (call.endedAt === null && (await end.perform({ call: call.id, version: version() })) === null) return
		onDone()
	}
	const problem = open.problem ?? end.problem
	return (
		<div className="call-acts">
			{problem !== null && <Problem problem={problem} ask={{ action: 'dispatch.incident.open' }} />}
			<div className="row wrap">
				<Button
					kind={withDesk ? 'plain' : 'go'}
					main
					keys="F9"
					busy={open.busy}
					onPress={() => void hand()}
					{...(withDesk ? { notYet: t('dispatch.intake.already') } : missing === undefined ? {} : { notYet: missing })}
				>
					{t('dispatch.intake.hand')}
				</Button>
				<Button
					main
					keys="F8"
					onPress={() => setMoving(true)}
					{...(withDesk ? { notYet: t('dispatch.intake.already') } : {})}
				>
					{t('dispatch.intake.transfer')}
				</Button>
				<Button kind={withDesk ? 'go' : 'plain'} main keys="F12" busy={end.busy} onPress={() => void hangUp()}>
					{t('dispatch.intake.end')}
				</Button>
				<span className="sp" />
				{!withDesk && missing !== undefined && <span className="sm t3">{missing}</span>}
			</div>
			{moving && <Transfer call={call} version={version} onClose={() => setMoving(false)} onDone={onDone} />}
		</div>
	)
}
