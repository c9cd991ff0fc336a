import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { IncidentShown } from '../../contract/incidents.ts'
import { handUpIncident } from '../../contract/major.ts'

/** D30. City and province see counts; an incident handed up they see by name. */
export function HandUp({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const say = useSay()
	const act = useAct(handUpIncident)
	const [open, setOpen] = useState(false)
	const [to, setTo] = useState(incident.above[0]?.id ?? '')
	if (incident.above.length === 0) return null
	const send = async (reason: string) => {
		if ((await act.perform({ incident: incident.id, version: incident.version, to, reason })) !== null) setOpen(false)
	}
	return (
		<>
			<Button keys="U" onPress={() => setOpen(true)}>
				{t('dispatch.handUp')}
			</Button>
			{open && (
				<ReasonDialog
					title={t('dispatch.handUp.title')}
					label={t('dispatch.handUp.reason')}
					act={t('dispatch.handUp')}
					maxLength={300}
					busy={act.busy}
					problem={act.problem}
					ask={{ action: handUpIncident.name, on: { type: 'Incident', id: incident.id }, about: incident.number }}
					onClose={() => setOpen(false)}
					onSend={(reason) => void send(reason)}
				>
					<Select
						label={t('dispatch.handUp.to')}
						value={to}
						choices={incident.above.map((each) => ({ value: each.id, label: say(each) }))}
						onChange={setTo}
					/>
				</ReasonDialog>
			)}
		</>
	)
}
