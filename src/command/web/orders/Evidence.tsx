import { type ChangeEvent, useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useView } from '#kernel/web/client.ts'
import { useWords } from '#kernel/web/words.ts'
import { showOrderTree } from '../../contract/order-views.ts'
import { addEvidence } from '../../contract/order-work.ts'
import { newId } from './new-id.ts'
import type { OrderShown } from './Order.tsx'
import { useParty } from './order-words.ts'

type Props = {
	readonly order: OrderShown
	readonly item: OrderShown['checklist'][number]
	readonly onClose: () => void
	readonly onDone: () => void
}

/** K21. What shows that an item is done. A file stays where it is kept; its SHA-256 is taken here and entered. */
export function Evidence({ order, item, onClose, onDone }: Props) {
	const t = useWords()
	const act = useAct(addEvidence)
	const [evidence] = useState(newId)
	const [words, setWords] = useState('')
	const [proof, setProof] = useState('')
	const field = {
		photo: 'sha256',
		document: 'sha256',
		system_record: 'entry',
		matter: 'matter',
		part: 'part',
		site_record: null,
	}[item.evidence]
	const send = async () => {
		const given = field === null ? {} : { [field]: field === 'entry' ? Number(proof) : proof.trim() }
		if ((await act.perform({ order: order.id, evidence, item: item.n, words: words.trim(), ...given })) !== null)
			onDone()
	}
	const missing =
		words.trim() === ''
			? t('command.order.words-first')
			: field !== null && proof.trim() === ''
				? t('command.order.proof-first')
				: undefined
	return (
		<Dialog
			title={`${item.n}. ${item.words}`}
			wide
			onClose={onClose}
			acts={
				<Button kind="go" busy={act.busy} notYet={missing} onPress={() => void send()}>
					{t('command.order.add-evidence.send')}
				</Button>
			}
		>
			<Field
				label={t('command.order.add-evidence.label')}
				value={words}
				onChange={setWords}
				maxLength={500}
				lines={2}
				required
			/>
			{field === 'sha256' && <FileHash value={proof} onChange={setProof} />}
			{field === 'part' && <Parts order={order} value={proof} onChange={setProof} />}
			{(field === 'entry' || field === 'matter') && (
				<Field
					label={t(`command.order.proof.${field}`)}
					value={proof}
					onChange={setProof}
					inputMode={field === 'entry' ? 'numeric' : 'text'}
					mono
				/>
			)}
			{act.problem !== null && (
				<Problem problem={act.problem} ask={{ action: addEvidence.name, on: { type: 'Order', id: order.id } }} />
			)}
		</Dialog>
	)
}

type FieldProps = { readonly value: string; readonly onChange: (value: string) => void }

function FileHash({ value, onChange }: FieldProps) {
	const t = useWords()
	const take = async (event: ChangeEvent<HTMLInputElement>) => {
		const file = event.target.files?.[0]
		if (file === undefined) return
		const hash = await crypto.subtle.digest('SHA-256', await file.arrayBuffer())
		onChange([...new Uint8Array(hash)].map((byte) => byte.toString(16).padStart(2, '0')).join(''))
	}
	return (
		<>
			<label className="fld">
				<span className="lab">{t('command.order.proof.file')}</span>
				<input type="file" className="order-file" onChange={(event) => void take(event)} />
			</label>
			<Field label={t('command.order.proof.sha256')} value={value} onChange={onChange} mono maxLength={64} />
		</>
	)
}

function Parts({ order, value, onChange }: FieldProps & { readonly order: OrderShown }) {
	const t = useWords()
	const party = useParty()
	const tree = useView(showOrderTree, { order: order.id })
	const parts = (tree.output?.rows ?? []).filter((row) => row.parent === order.id && row.state === 'closed')
	return (
		<Select
			label={t('command.order.proof.part')}
			value={value}
			onChange={onChange}
			prompt={t('command.order.choose-first')}
			choices={parts.map((row) => ({ value: row.id, label: `${party(row.to)}: ${row.title}` }))}
		/>
	)
}
