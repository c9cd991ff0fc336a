import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { handUpIncident, type IncidentShown } from '../../contract/incidents.ts'

/** D30. City and province see counts; an incident handed up they see by name. */
export function HandUp({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const say = useSay()
	const act = useAct(handUpIncident)
	const [open, setOpen] = useState(false)
	const [to, setTo] = useState(incident.above[0]?.id ?? '')
	const [reason, setReason] = useState('')
	if (incident.above.length === 0) return null
	const missing = to === '' || reason.trim().length < 3
	const send = async () => {
		if (missing) return
		if ((await act.perform({ incident: incident.id, version: incident.version, to, reason: reason.trim() })) !== null)
			setOpen(false)
	}
	return (
		<>
			<Button keys="U" onPress={() => setOpen(true)}>
				{t('dispatch.handUp')}
			</Button>
			{open && (
				<Dialog
					title={t('dispatch.handUp.title')}
					onClose={() => setOpen(false)}
					acts={
						<Button
							kind="go"
							busy={act.busy}
							onPress={() => void send()}
							{...(missing ? { notYet: t('dispatch.override.noReason') } : {})}
						>
							{t('dispatch.handUp')}
						</Button>
					}
				>
					<Select
						label={t('dispatch.handUp.to')}
						value={to}
						choices={incident.above.map((each) => ({ value: each.id, label: say(each) }))}
						onChange={setTo}
					/>
					<Field
						label={t('dispatch.handUp.reason')}
						value={reason}
						onChange={setReason}
						maxLength={300}
						autoFocus
						required
						onEnter={() => void send()}
					/>
					{act.problem !== null && (
						<Problem
							problem={act.problem}
							ask={{ action: 'dispatch.incident.hand-up', on: { type: 'Incident', id: incident.id } }}
						/>
					)}
				</Dialog>
			)}
		</>
	)
}
