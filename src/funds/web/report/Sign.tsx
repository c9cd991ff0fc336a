import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { backInput, noBack, sendParts } from '#kernel/web/keyed-back.ts'
import { fileKind } from '#kernel/files/contract.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Chips } from '#kernel/web/parts/Chips.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { signedWay, type SignedWay } from '../../contract/lists.ts'
import { putSignedPaper, signReport } from '../../contract/report.ts'
import type { ReportShown } from '../../contract/report-shapes.ts'

type Props = { readonly report: ReportShown; readonly onChanged: () => void }

/** F33, F34. */
export function Sign({ report, onChanged }: Props) {
	const t = useWords()
	const [open, setOpen] = useState(false)
	if (!report.may.includes(signReport.name)) return null
	const missing = report.lacks.includes('payment') ? t('funds.report.sign.payment') : undefined
	return (
		<div className="row">
			<Button kind="go" main keys="S" notYet={missing} onPress={() => setOpen(true)}>
				{t('funds.report.sign')}
			</Button>
			{open ? <SignDialog report={report} onChanged={onChanged} onClose={() => setOpen(false)} /> : null}
		</div>
	)
}

function SignDialog({ report, onChanged, onClose }: Props & { readonly onClose: () => void }) {
	const t = useWords()
	const act = useAct(signReport)
	const put = useAct(putSignedPaper)
	const [way, setWay] = useState<SignedWay>('recorded_line')
	const [name, setName] = useState('')
	const [recording, setRecording] = useState('')
	const [paper, setPaper] = useState<File | null>(null)
	const lacking =
		name.trim() === '' ||
		(way === 'recorded_line' && recording.trim() === '') ||
		(way === 'paper' && (paper === null || !fileKind.safeParse(paper.type).success))
	const send = async (): Promise<void> => {
		if (lacking) return
		const { photo } = way === 'paper' ? await backInput({ ...noBack, photo: paper }) : {}
		const done = await act.perform({
			report: report.id,
			version: report.version,
			way,
			name: name.trim(),
			...(way === 'recorded_line' ? { recording: recording.trim() } : {}),
			...(photo === undefined ? {} : { photo }),
		})
		if (done === null) return
		if (photo !== undefined && paper !== null)
			await sendParts(paper, (part, base64) => put.perform({ report: report.id, sha256: photo.sha256, part, base64 }))
		onChanged()
		onClose()
	}
	return (
		<Dialog
			title={t('funds.report.sign')}
			onClose={onClose}
			acts={
				<Button
					kind="go"
					busy={act.busy || put.busy}
					notYet={lacking ? t(`funds.report.sign.first.${way}`) : undefined}
					onPress={() => void send()}
				>
					{t('funds.report.sign')}
				</Button>
			}
		>
			<p className="t2">{t('funds.report.sign.why')}</p>
			<Chips
				label={t('funds.report.sign.way')}
				value={way}
				onChange={setWay}
				chips={signedWay.options.map((value) => ({ value, label: t(`funds.report.way.${value}`) }))}
			/>
			<Field
				label={t('funds.report.sign.name')}
				value={name}
				onChange={setName}
				maxLength={120}
				placeholder={report.victimName ?? ''}
				autoFocus
				required
				onEnter={() => void send()}
			/>
			{way === 'recorded_line' ? (
				<Field
					label={t('funds.report.recording')}
					value={recording}
					onChange={setRecording}
					maxLength={70}
					required
					onEnter={() => void send()}
				/>
			) : null}
			{way === 'paper' ? (
				<label className="col back-photo">
					{t('funds.report.paper')}
					<input
						type="file"
						accept={fileKind.options.join(',')}
						capture="environment"
						onChange={(event) => setPaper(event.target.files?.[0] ?? null)}
					/>
				</label>
			) : null}
			{act.problem === null ? null : <Problem problem={act.problem} title={t('funds.report.not-done')} />}
		</Dialog>
	)
}
