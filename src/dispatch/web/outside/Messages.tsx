import { useState } from 'react'
import type { z } from 'zod'
import { useAct, useView } from '#kernel/web/client.ts'
import { backInput, noBack, sendParts } from '#kernel/web/keyed-back.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { CopySheet } from '#kernel/web/parts/CopySheet.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { KeyedBack } from '#kernel/web/parts/KeyedBack.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { putCarried } from '../../contract/carried.ts'
import { finishOutward, listOutward } from '../../contract/outward.ts'

type Message = z.output<typeof listOutward.output>['rows'][number]

/** D193, D194, D296. Copied into the terminal of another network; whether it went out is keyed back. */
export function Messages() {
	const t = useWords()
	const say = useSay()
	const list = useView(listOutward, {}, { keep: true, topics: ['dispatch.call.', 'dispatch.incident.'] })
	const [open, setOpen] = useState<Message | null>(null)
	const rows = list.output?.rows ?? []
	return (
		<Section title={t('dispatch.outside.messages')} note={String(rows.length)}>
			<DataTable
				label={t('dispatch.outside.messages')}
				rows={rows}
				rowKey={(row) => row.id}
				empty={<Empty title={t('dispatch.outside.messages.none')}>{t('dispatch.outside.messages.why')}</Empty>}
				columns={[
					{ key: 'number', head: t('dispatch.col.number'), width: 112, cell: (row) => row.call.number },
					{ key: 'words', head: t('dispatch.outside.words'), wraps: true, cell: (row) => say(row.words) },
					{
						key: 'done',
						head: t('dispatch.outside.done'),
						width: 92,
						right: true,
						cell: (row) => (
							<Button
								label={t('dispatch.outside.carry.which', { number: row.call.number })}
								onPress={() => setOpen(row)}
							>
								{t('dispatch.outside.carry')}
							</Button>
						),
					},
				]}
			/>
			{open === null ? null : (
				<Carry
					message={open}
					onClose={() => setOpen(null)}
					onDone={() => {
						setOpen(null)
						list.refresh()
					}}
				/>
			)}
		</Section>
	)
}

type CarryProps = { readonly message: Message; readonly onClose: () => void; readonly onDone: () => void }

/** One message: its words to copy, and what the other terminal said of it. */
function Carry({ message, onClose, onDone }: CarryProps) {
	const t = useWords()
	const act = useAct(finishOutward)
	const put = useAct(putCarried)
	const [back, setBack] = useState(noBack)
	const finish = async (outcome: 'sent' | 'failed'): Promise<void> => {
		const call = message.call.id
		const input = await backInput(back)
		if ((await act.perform({ call, message: message.id, outcome, ...input })) === null) return
		const { photo } = input
		if (photo !== undefined && back.photo !== null)
			await sendParts(back.photo, (part, base64) => put.perform({ call, sha256: photo.sha256, part, base64 }))
		onDone()
	}
	const busy = act.busy || put.busy
	return (
		<Dialog
			title={t('dispatch.outside.carry.which', { number: message.call.number })}
			onClose={onClose}
			acts={
				<>
					<Button kind="go" main busy={busy} onPress={() => void finish('sent')}>
						{t('dispatch.outside.sent')}
					</Button>
					<Button busy={busy} onPress={() => void finish('failed')}>
						{t('dispatch.outside.unsent')}
					</Button>
				</>
			}
		>
			<CopySheet
				lines={(['zh', 'en'] as const).map((language) => ({
					key: language,
					label: t(`dispatch.outside.words.${language}`),
					text: message.words[language],
				}))}
			/>
			<KeyedBack
				back={back}
				onBack={setBack}
				label={t('dispatch.outside.reference')}
				hint={t('dispatch.outside.reference.may')}
			/>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.outside.not')} />}
		</Dialog>
	)
}
