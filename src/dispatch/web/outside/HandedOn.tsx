import { useState } from 'react'
import type { z } from 'zod'
import type { Purpose } from '#kernel/contract/scalars.ts'
import { useAct, useView } from '#kernel/web/client.ts'
import { backInput, isBare, noBack, sendParts } from '#kernel/web/keyed-back.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { CopySheet } from '#kernel/web/parts/CopySheet.tsx'
import { KeyedBack } from '#kernel/web/parts/KeyedBack.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { putCarried } from '../../contract/carried.ts'
import { acknowledgeTransfer, returnTransfer, showTransferSheet, type transferRow } from '../../contract/transfers.ts'
import { useTerms } from '../shared/terms.ts'

type Row = z.output<typeof transferRow>
type Props = { readonly row: Row; readonly onChanged: () => void }

/** D196 to D198. The sheet to copy from, their number keyed back, or that they do not take it. */
export function HandedOn({ row, onChanged }: Props) {
	const t = useWords()
	const terms = useTerms()
	const acknowledge = useAct(acknowledgeTransfer)
	const give = useAct(returnTransfer)
	const [back, setBack] = useState(noBack)
	const put = useAct(putCarried)
	const [returning, setReturning] = useState(false)
	const key = { call: row.call, version: row.version }
	const send = async (): Promise<void> => {
		if (isBare(back)) return
		const input = await backInput(back)
		if ((await acknowledge.perform({ ...key, ...input })) === null) return
		const { photo } = input
		if (photo !== undefined && back.photo !== null)
			await sendParts(back.photo, (part, base64) => put.perform({ call: row.call, sha256: photo.sha256, part, base64 }))
		onChanged()
	}
	return (
		<Pane title={row.number} note={terms.term('services', row.to)}>
			<div className="pad col">
				<p className="t2">{t('dispatch.outside.now', { when: when(row.dueAt), rule: row.rule })}</p>
				<KeyedBack
					back={back}
					onBack={setBack}
					label={t('dispatch.outside.reference')}
					hint={t('dispatch.outside.reference.hint')}
					onEnter={() => void send()}
				/>
				<div className="row wrap">
					<Button
						kind="go"
						main
						busy={acknowledge.busy || put.busy}
						notYet={isBare(back) ? t('dispatch.outside.reference.first') : undefined}
						onPress={() => void send()}
					>
						{t('dispatch.outside.take')}
					</Button>
					<Button keys="Z" onPress={() => setReturning(true)}>
						{t('dispatch.outside.return')}
					</Button>
				</div>
				{acknowledge.problem === null ? null : (
					<Problem problem={acknowledge.problem} title={t('dispatch.outside.not')} />
				)}
			</div>
			<Section title={t('dispatch.outside.sheet')} />
			<div className="pad">
				<PurposeGate matter={row.call} what={t('dispatch.outside.sheet.what')}>
					{(purpose) => <Sheet call={row.call} purpose={purpose} />}
				</PurposeGate>
			</div>
			{returning ? (
				<ReasonDialog
					title={t('dispatch.outside.return')}
					label={t('dispatch.outside.reason')}
					act={t('dispatch.outside.return')}
					maxLength={300}
					busy={give.busy}
					problem={give.problem}
					problemTitle={t('dispatch.outside.not')}
					onClose={() => setReturning(false)}
					onSend={(reason) =>
						void give.perform({ ...key, reason }).then((done) => {
							if (done === null) return
							setReturning(false)
							onChanged()
						})
					}
				/>
			) : null}
		</Pane>
	)
}

function Sheet({ call, purpose }: { readonly call: string; readonly purpose: Purpose }) {
	const t = useWords()
	const view = useView(showTransferSheet, { call }, { purpose })
	const shown = (line: { readonly key: string; readonly text: string }) =>
		line.key === 'at' ? when(line.text) : line.key === 'safe' ? t(`dispatch.outside.safe.${line.text}`) : line.text
	return (
		<Show view={view}>
			{({ lines }) => (
				<CopySheet
					lines={lines.map((line) => ({
						key: line.key,
						label: t(`dispatch.outside.line.${line.key}`),
						text: shown(line),
					}))}
				/>
			)}
		</Show>
	)
}
