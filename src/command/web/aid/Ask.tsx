import { useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { type AidWhat, aidWhat, askAid } from '../../contract/aid.ts'
import { listReceivers } from '../../contract/hand-over.ts'
import { localText, momentOf } from '#kernel/web/local-time.ts'

const aShift = 8 * 3_600_000

/** K50. */
export function Ask({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
	const t = useWords()
	const say = useSay()
	const agencies = useView(listReceivers, {})
	const act = useAct(askAid)
	const [to, setTo] = useState('')
	const [what, setWhat] = useState<AidWhat>('units')
	const [words, setWords] = useState('')
	const [until, setUntil] = useState(() => localText(Date.now() + aShift))
	const missing = to === '' || words.trim() === '' || until === '' ? t('command.aid.missing') : undefined
	const send = async (): Promise<void> => {
		if ((await act.perform({ to, what, words, until: momentOf(until) })) === null) return
		onDone()
		onClose()
	}
	return (
		<Dialog
			title={t('command.aid.ask')}
			onClose={onClose}
			acts={
				<Button kind="go" main busy={act.busy} notYet={missing} onPress={() => void send()}>
					{t('command.aid.do.ask')}
				</Button>
			}
		>
			<Select
				label={t('command.aid.to')}
				prompt={t('command.hand-over.to.choose')}
				value={to}
				onChange={setTo}
				required
				choices={(agencies.output?.rows ?? []).map((row) => ({
					value: row.id,
					label: `${'\u2003'.repeat(row.depth)}${say(row)}`,
				}))}
			/>
			<Select
				label={t('command.aid.what')}
				value={what}
				onChange={setWhat}
				choices={aidWhat.options.map((value) => ({ value, label: t(`command.aid.what.${value}`) }))}
			/>
			<Field label={t('command.aid.words')} value={words} onChange={setWords} lines={3} required maxLength={500} />
			<Field
				label={t('command.aid.until')}
				hint={t('command.aid.then')}
				type="datetime-local"
				value={until}
				onChange={setUntil}
				required
			/>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('command.not-done')} />}
		</Dialog>
	)
}
