import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useWords } from '#kernel/web/words.ts'
import { closeCall, transferCall } from '../../contract/calls.ts'
import type { z } from 'zod'
import { closeReason, type IncidentType, service } from '../../contract/lists.ts'
import { useTerms } from '../shared/terms.ts'
import type { CallShown } from './CallForm.tsx'

type Props = {
	readonly call: CallShown
	readonly version: () => number
	readonly onClose: () => void
	readonly onDone: () => void
}

/** DS143. The service a kind of call is for; null where no kind says it. */
function foreseenService(type: CallShown['type']): z.output<typeof service> | null {
	if (type === 'fire_help') return 'fire_119'
	if (type === 'medical_help') return 'ambulance_120'
	return type !== null && forTown.has(type) ? 'government_12345' : null
}
const forTown = new Set<IncidentType>(['noise', 'neighbour_dispute', 'shop_dispute', 'found_property', 'other'])

/** D4. Not for the police: handed to the service that can, or closed with a reason. Never deleted. */
export function Transfer({ call, version, onClose, onDone }: Props) {
	const t = useWords()
	const terms = useTerms()
	const move = useAct(transferCall)
	const close = useAct(closeCall)
	const [to, setTo] = useState(foreseenService(call.type) ?? '')
	const [code, setCode] = useState<string | null>(null)
	const [text, setText] = useState(call.said.at(-1)?.text ?? '')
	const known = service.safeParse(to)
	const reason = closeReason.safeParse(to)
	const words = text.trim()
	const send = async () => {
		const base = { call: call.id, version: version() }
		if (known.success) {
			const answer = await move.perform({ ...base, to: known.data, words })
			if (answer !== null) setCode(answer.output.followCode)
		} else if (reason.success) {
			const answer = await close.perform({ ...base, reason: reason.data, ...(words === '' ? {} : { words }) })
			if (answer !== null) onDone()
		}
	}
	const missing = (!known.success && !reason.success) || (known.success && words === '')
	const problem = move.problem ?? close.problem
	if (code !== null)
		return (
			<Dialog
				title={t('dispatch.transfer.done')}
				onClose={onDone}
				acts={
					<Button kind="go" main onPress={onDone}>
						{t('dispatch.transfer.read')}
					</Button>
				}
			>
				<p role="status">
					{t('dispatch.transfer.code')} <b className="mono">{code}</b>
				</p>
			</Dialog>
		)
	return (
		<Dialog
			title={t('dispatch.transfer.title')}
			onClose={onClose}
			keys={{ F8: missing || move.busy || close.busy ? undefined : () => void send() }}
			acts={
				<Button
					kind="go"
					busy={move.busy || close.busy}
					onPress={() => void send()}
					{...(missing ? { notYet: t('dispatch.transfer.choose') } : {})}
				>
					{t('dispatch.transfer.do')}
				</Button>
			}
		>
			<Select
				label={t('dispatch.transfer.to')}
				value={to}
				prompt={t('dispatch.ending.choose')}
				choices={[
					...terms
						.options('services')
						.map((each) => ({ value: each.code, label: each.word, group: t('dispatch.transfer.services') })),
					...terms
						.options('closeReasons')
						.map((each) => ({ value: each.code, label: each.word, group: t('dispatch.transfer.reasons') })),
				]}
				onChange={setTo}
			/>
			<Field label={t('dispatch.transfer.words')} value={text} onChange={setText} lines={2} maxLength={300} />
			{problem !== null && (
				<Problem problem={problem} ask={{ action: 'dispatch.call.transfer', on: { type: 'Call', id: call.id } }} />
			)}
		</Dialog>
	)
}
