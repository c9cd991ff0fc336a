import { useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Note } from '#kernel/web/parts/Note.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { confirmPack, proposePack, showPack } from '../../contract/freeze.ts'
import { rulePack, type RulePack } from '../../contract/measure-lists.ts'

/** F68. The rule pack in use; who commands proposes another, legal review confirms it. */
export function Pack() {
	const t = useWords()
	const may = useMay()
	const view = useView(showPack, {})
	const confirm = useAct(confirmPack)
	const [proposing, setProposing] = useState(false)
	const shown = view.output
	if (shown === undefined) return null
	const { proposed } = shown
	return (
		<Section
			title={t('funds.pack')}
			note={t(`funds.pack.${shown.pack}`)}
			tools={
				may?.has(proposePack.name) === true ? (
					<Button kind="bare" onPress={() => setProposing(true)}>
						{t('funds.pack.propose')}
					</Button>
				) : null
			}
		>
			{proposed === null ? null : (
				<div className="pad">
					<Note
						title={t('funds.pack.proposed', { pack: t(`funds.pack.${proposed.pack}`), at: when(proposed.proposedAt) })}
						tools={
							proposed.may.includes(confirmPack.name) ? (
								<Button
									busy={confirm.busy}
									onPress={() => void confirm.perform({ choice: proposed.id }).then(() => view.refresh())}
								>
									{t('funds.pack.confirm')}
								</Button>
							) : null
						}
					>
						{proposed.reason}
					</Note>
					{confirm.problem === null ? null : <Problem problem={confirm.problem} title={t('funds.measures.not-done')} />}
				</div>
			)}
			{proposing ? (
				<ProposePack
					onClose={() => setProposing(false)}
					onDone={() => {
						setProposing(false)
						view.refresh()
					}}
				/>
			) : null}
		</Section>
	)
}

function ProposePack({ onClose, onDone }: { readonly onClose: () => void; readonly onDone: () => void }) {
	const t = useWords()
	const act = useAct(proposePack)
	const [pack, setPack] = useState<RulePack>('cn')
	const [province, setProvince] = useState('')
	const send = async (reason: string): Promise<void> => {
		const where = province.trim().toUpperCase()
		const input = { pack, reason }
		if ((await act.perform(where === '' ? input : { ...input, province: where })) !== null) onDone()
	}
	return (
		<ReasonDialog
			title={t('funds.pack.propose')}
			label={t('funds.do.reason')}
			act={t('funds.pack.propose')}
			maxLength={500}
			busy={act.busy}
			problem={act.problem}
			problemTitle={t('funds.measures.not-done')}
			onClose={onClose}
			onSend={(reason) => void send(reason)}
		>
			<Chips
				label={t('funds.pack')}
				value={pack}
				onChange={setPack}
				chips={rulePack.options.map((value) => ({ value, label: t(`funds.pack.${value}`) }))}
			/>
			<Field
				label={t('funds.pack.province')}
				hint={t('funds.account.province.hint')}
				value={province}
				onChange={setProvince}
				maxLength={6}
				mono
			/>
		</ReasonDialog>
	)
}
