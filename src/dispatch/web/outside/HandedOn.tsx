import { useState } from 'react'
import type { z } from 'zod'
import type { Purpose } from '#kernel/contract/scalars.ts'
import { useAct, useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { acknowledgeTransfer, returnTransfer, showTransferSheet, type transferRow } from '../../contract/transfers.ts'
import { useTerms } from '../shared/terms.ts'

type Row = z.output<typeof transferRow>
type Props = { readonly row: Row; readonly onChanged: () => void }

/** D196 to D198. The sheet to copy from, their number keyed back, or that they do not take it. */
export function HandedOn({ row, onChanged }: Props) {
	const t = useWords()
	const terms = useTerms()
	const acknowledge = useAct(acknowledgeTransfer)
	const back = useAct(returnTransfer)
	const [reference, setReference] = useState('')
	const [returning, setReturning] = useState(false)
	const key = { call: row.call, version: row.version }
	const send = async (): Promise<void> => {
		if (reference.trim() === '') return
		if ((await acknowledge.perform({ ...key, reference: reference.trim() })) !== null) onChanged()
	}
	return (
		<Pane title={row.number} note={terms.term('services', row.to)}>
			<div className="pad col">
				<p className="t2">{t('dispatch.outside.now', { when: when(row.dueAt), rule: row.rule })}</p>
				<Field
					label={t('dispatch.outside.reference')}
					hint={t('dispatch.outside.reference.hint')}
					value={reference}
					onChange={setReference}
					maxLength={64}
					required
					onEnter={() => void send()}
				/>
				<div className="row wrap">
					<Button
						kind="go"
						main
						busy={acknowledge.busy}
						notYet={reference.trim() === '' ? t('dispatch.outside.reference.first') : undefined}
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
					busy={back.busy}
					problem={back.problem}
					problemTitle={t('dispatch.outside.not')}
					onClose={() => setReturning(false)}
					onSend={(reason) =>
						void back.perform({ ...key, reason }).then((done) => {
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
				<dl className="sheet">
					{lines.map((line) => (
						<div key={line.key}>
							<dt>{t(`dispatch.outside.line.${line.key}`)}</dt>
							<dd>{shown(line)}</dd>
							<Copy text={shown(line)} what={t(`dispatch.outside.line.${line.key}`)} />
						</div>
					))}
				</dl>
			)}
		</Show>
	)
}

/** One line into the clipboard, for the field of another system. */
function Copy({ text, what }: { readonly text: string; readonly what: string }) {
	const t = useWords()
	const [copied, setCopied] = useState(false)
	return (
		<Button
			kind="bare"
			label={t('dispatch.outside.copy.what', { what })}
			onPress={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}
		>
			{t(copied ? 'dispatch.outside.copied' : 'dispatch.outside.copy')}
		</Button>
	)
}
