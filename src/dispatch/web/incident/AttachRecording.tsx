import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { fileHash } from '#kernel/web/file-hash.ts'
import { localText, momentOf } from '#kernel/web/local-time.ts'
import { useMay } from '#kernel/web/may.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Check } from '#kernel/web/parts/Check.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { attachIncident } from '../../contract/attachments.ts'
import type { Point } from '#kernel/contract/scalars.ts'

type Props = { readonly incident: string; readonly point: Point | null }
type Chosen = { readonly file: File; readonly sha256: string | null }

/** D127, DS145. A recording by its hash, worked out here; the file itself stays where it is. */
export function AttachRecording(props: Props) {
	const t = useWords()
	const may = useMay()
	const [asking, setAsking] = useState(false)
	if (may?.has(attachIncident.name) !== true) return null
	return (
		<>
			<Button onPress={() => setAsking(true)}>{t('dispatch.recording.attach')}</Button>
			{asking && <Ask {...props} onClose={() => setAsking(false)} />}
		</>
	)
}

const longestOffMs = 86_400_000

function Ask({ incident, point, onClose }: Props & { readonly onClose: () => void }) {
	const t = useWords()
	const act = useAct(attachIncident)
	const { tell } = useNotices()
	const [chosen, setChosen] = useState<Chosen | null>(null)
	const [share, setShare] = useState(0)
	const [madeAt, setMadeAt] = useState('')
	const [behind, setBehind] = useState('0')
	const [here, setHere] = useState(false)
	const clockOffsetMs = Math.round(Number(behind) * 1000)
	const wrongClock = !Number.isFinite(clockOffsetMs) || Math.abs(clockOffsetMs) > longestOffMs || behind.trim() === ''
	const choose = async (file: File): Promise<void> => {
		setChosen({ file, sha256: null })
		setMadeAt(localText(file.lastModified, true))
		setShare(0)
		const sha256 = await fileHash(file, setShare)
		setChosen((now) => (now?.file === file ? { file, sha256 } : now))
	}
	const missing =
		chosen === null
			? t('dispatch.recording.first')
			: chosen.sha256 === null
				? t('dispatch.recording.hashing', { percent: Math.floor(share * 100) })
				: madeAt === '' || wrongClock
					? t('dispatch.recording.clock.first')
					: undefined
	const send = async (): Promise<void> => {
		if (chosen?.sha256 == null) return
		const { file, sha256 } = chosen
		const answer = await act.perform({
			incident,
			what: 'recording',
			sha256,
			...(file.type === '' ? {} : { kind: file.type.slice(0, 60) }),
			...(file.size === 0 ? {} : { bytes: file.size }),
			madeAt: momentOf(madeAt),
			clockOffsetMs,
			...(here && point !== null ? { point } : {}),
		})
		if (answer === null) return
		tell({ kind: 'good', title: t('dispatch.recording.done'), receipt: answer.receipt })
		onClose()
	}
	return (
		<Dialog
			title={t('dispatch.recording.attach')}
			onClose={onClose}
			acts={
				<Button kind="go" main busy={act.busy} notYet={missing} onPress={() => void send()}>
					{t('dispatch.recording.do')}
				</Button>
			}
		>
			<label className="col">
				{t('dispatch.recording.file')}
				<input
					type="file"
					accept="audio/*,video/*"
					onChange={(event) => {
						const file = event.target.files?.[0]
						if (file !== undefined) void choose(file)
					}}
				/>
			</label>
			<p className="t2">{t('dispatch.recording.stays')}</p>
			<p role="status" className="hash">
				{chosen === null ? null : (
					<code>{chosen.sha256 ?? t('dispatch.recording.hashing', { percent: Math.floor(share * 100) })}</code>
				)}
			</p>
			<Field
				label={t('dispatch.recording.made')}
				type="datetime-local"
				step={1}
				value={madeAt}
				onChange={setMadeAt}
				required
			/>
			<Field
				label={t('dispatch.recording.behind')}
				hint={t('dispatch.recording.behind.hint')}
				type="number"
				inputMode="numeric"
				value={behind}
				onChange={setBehind}
				required
			/>
			{point === null ? null : (
				<Check on={here} onChange={setHere}>
					{t('dispatch.recording.here')}
				</Check>
			)}
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.recording.not')} />}
		</Dialog>
	)
}
