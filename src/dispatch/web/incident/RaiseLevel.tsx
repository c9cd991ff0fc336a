import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { type IncidentShown, raiseLevel } from '../../contract/incidents.ts'

const highest = 4

/** D292. More help than the plan's first answer: one level or more, with a word why. */
export function RaiseLevel({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const may = useMay()
	const act = useAct(raiseLevel)
	const [open, setOpen] = useState(false)
	const [to, setTo] = useState('')
	if (incident.section === 'done' || incident.level >= highest) return null
	const ask = { action: raiseLevel.name, on: { type: 'Incident', id: incident.id }, about: incident.number }
	const refused = may !== null && !may.has(raiseLevel.name)
	const levels = [2, 3, 4].filter((level) => level > incident.level)
	const level = Number(to === '' ? levels[0] : to)
	const send = async (reason: string) => {
		const input = { incident: incident.id, version: incident.version, level, reason }
		if ((await act.perform(input)) === null) return
		setOpen(false)
		setTo('')
	}
	return (
		<>
			<Button keys="Alt L" onPress={() => setOpen(true)} refused={refused ? { rule: 'D292', ask } : undefined}>
				{t('dispatch.level.raise')}
			</Button>
			{open && (
				<ReasonDialog
					title={t('dispatch.level.title')}
					label={t('dispatch.level.reason')}
					act={t('dispatch.level.do', { level })}
					maxLength={300}
					busy={act.busy}
					problem={act.problem}
					ask={ask}
					onClose={() => setOpen(false)}
					onSend={(reason) => void send(reason)}
				>
					<Select
						label={t('dispatch.level.to')}
						value={String(level)}
						choices={levels.map((each) => ({ value: String(each), label: t('dispatch.level.name', { level: each }) }))}
						onChange={setTo}
					/>
					<p className="t2 sm">{t('dispatch.level.kept')}</p>
				</ReasonDialog>
			)}
		</>
	)
}
