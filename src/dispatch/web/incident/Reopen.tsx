import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { useWords } from '#kernel/web/words.ts'
import { type IncidentShown, reopenIncident } from '../../contract/incidents.ts'

/** D24. Within 30 minutes whoever may close; later the shift leader or above. */
export function Reopen({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const act = useAct(reopenIncident)
	const [open, setOpen] = useState(false)
	if (incident.next.find((each) => each.act === reopenIncident.name)?.allowed !== true) return null
	const send = async (reason: string) => {
		if ((await act.perform({ incident: incident.id, version: incident.version, reason })) !== null) setOpen(false)
	}
	return (
		<>
			<Button onPress={() => setOpen(true)}>{t('dispatch.reopen')}</Button>
			{open && (
				<ReasonDialog
					title={t('dispatch.reopen')}
					label={t('dispatch.reopen.reason')}
					act={t('dispatch.reopen')}
					maxLength={300}
					busy={act.busy}
					problem={act.problem}
					ask={{ action: reopenIncident.name, on: { type: 'Incident', id: incident.id }, about: incident.number }}
					onClose={() => setOpen(false)}
					onSend={(reason) => void send(reason)}
				/>
			)}
		</>
	)
}
