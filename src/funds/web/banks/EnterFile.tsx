import { useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { fileAnswer } from '../../contract/answer.ts'
import { listBanks } from '../../contract/bank.ts'

/** F141, F142. A camt.029 or pacs.004 from the machine it was brought on; what is wrong in it is named with its element. */
export function EnterFile({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
	const t = useWords()
	const language = useLanguage()
	const act = useAct(fileAnswer)
	const banks = useView(listBanks, {})
	const [bank, setBank] = useState('')
	const [file, setFile] = useState<File | null>(null)
	const missing = bank === '' ? t('funds.file.bank.first') : file === null ? t('funds.file.first') : undefined
	const send = async (): Promise<void> => {
		if (file === null) return
		const bytes = new Uint8Array(await file.arrayBuffer())
		let text = ''
		for (const byte of bytes) text += String.fromCharCode(byte)
		if ((await act.perform({ bank, file: btoa(text) })) !== null) onDone()
	}
	const taken = act.answer?.output.answers ?? []
	return (
		<Dialog
			title={t('funds.answer.file')}
			onClose={onClose}
			acts={
				<Button kind="go" main busy={act.busy} notYet={missing} onPress={() => void send()}>
					{t('funds.file.do')}
				</Button>
			}
		>
			<Select
				label={t('funds.file.bank')}
				value={bank}
				prompt={t('funds.file.bank.choose')}
				onChange={setBank}
				required
				choices={(banks.output?.rows ?? []).map((one) => ({ value: one.id, label: one[language] }))}
			/>
			<label className="col">
				{t('funds.file')}
				<input
					type="file"
					accept=".xml,application/xml,text/xml"
					onChange={(event) => setFile(event.target.files?.[0] ?? null)}
				/>
			</label>
			<ul className="f-list" aria-live="polite">
				{taken.map((one) => (
					<li key={one.answer} className={one.standing === 'tray' ? 'warn' : undefined}>
						{t(`funds.answer.is.${one.is}`)} ·{' '}
						{one.why === null
							? `${one.order ?? ''} · ${t(`funds.standing.${one.standing}`)}`
							: t(`funds.tray.why.${one.why}`)}
					</li>
				))}
			</ul>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('funds.orders.not-done')} />}
		</Dialog>
	)
}
