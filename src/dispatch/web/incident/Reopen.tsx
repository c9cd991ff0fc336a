import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { type IncidentShown, reopenIncident } from '../../contract/incidents.ts'

/** D24. Within 30 minutes whoever may close; later the shift leader or above. */
export function Reopen({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const act = useAct(reopenIncident)
	const [open, setOpen] = useState(false)
	const [reason, setReason] = useState('')
	if (incident.next.find((each) => each.act === 'dispatch.incident.reopen')?.allowed !== true) return null
	const missing = reason.trim().length < 3
	const send = async () => {
		if (missing) return
		if ((await act.perform({ incident: incident.id, version: incident.version, reason: reason.trim() })) !== null)
			setOpen(false)
	}
	return (
		<>
			<Button onPress={() => setOpen(true)}>{t('dispatch.reopen')}</Button>
			{open && (
				<Dialog
					title={t('dispatch.reopen')}
					onClose={() => setOpen(false)}
					acts={
						<Button
							kind="go"
							busy={act.busy}
							onPress={() => void send()}
							{...(missing ? { notYet: t('dispatch.override.noReason') } : {})}
						>
							{t('dispatch.reopen')}
						</Button>
					}
				>
					<Field
						label={t('dispatch.reopen.reason')}
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
							ask={{ action: 'dispatch.incident.reopen', on: { type: 'Incident', id: incident.id } }}
						/>
					)}
				</Dialog>
			)}
		</>
	)
}
