import { useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { drillCandidates, type DrillPost, type DrillRow, inviteDrill } from '../../contract/drill.ts'

/** D251. One person at a time; the dialog stays for the next. */
export function InviteDrill(props: {
	readonly row: DrillRow
	readonly onClose: () => void
	readonly onDone: () => void
}) {
	const t = useWords()
	const say = useSay()
	const people = useView(drillCandidates, { drill: props.row.id }, { keep: true, topics: ['dispatch.drill.'] })
	const act = useAct(inviteDrill)
	const [person, setPerson] = useState('')
	const [as, setAs] = useState<DrillPost>('dispatcher')
	const rows = people.output?.rows ?? []
	const chosen = rows.find((row) => row.person === person)
	const posts = chosen?.as ?? []
	const plays = posts.includes(as) ? as : posts[0]
	const send = async (): Promise<void> => {
		if (chosen === undefined || plays === undefined || act.busy) return
		if ((await act.perform({ drill: props.row.id, person: chosen.person, as: plays })) === null) return
		setPerson('')
		people.refresh()
		props.onDone()
	}
	useKeys({ F9: () => void send() }, { modal: true })
	return (
		<Dialog
			title={t('dispatch.drill.invite')}
			onClose={props.onClose}
			acts={
				<Button
					kind="go"
					main
					keys="F9"
					bind={false}
					busy={act.busy}
					notYet={chosen === undefined ? t('dispatch.drill.invite.choose') : undefined}
					onPress={() => void send()}
				>
					{t('dispatch.drill.invite.do')}
				</Button>
			}
		>
			<Select
				label={t('dispatch.drill.invite.who')}
				value={chosen === undefined ? '' : person}
				prompt={t('dispatch.drill.invite.choose')}
				required
				onChange={setPerson}
				choices={rows.map((row) => ({ value: row.person, label: say(row.name), group: say(row.agency) }))}
			/>
			<Select
				label={t('dispatch.drill.invite.as')}
				hint={t('dispatch.drill.invite.hint')}
				value={plays ?? ''}
				onChange={setAs}
				choices={posts.map((value) => ({ value, label: t(`web.post.${value}`) }))}
			/>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.drill.not')} />}
		</Dialog>
	)
}
