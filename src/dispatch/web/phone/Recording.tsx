import { useState } from 'react'
import { clockOffset } from '#kernel/web/clock.ts'
import { fileHash } from '#kernel/web/file-hash.ts'
import { useKept } from '#kernel/web/outbox/use-outbox.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { attachIncident } from '../../contract/attachments.ts'
import { useLastFix } from './last-fix.ts'

/** D127, DS145. A recording of the phone by its hash, clock and place; it stays on the phone. */
export function Recording({ incident, post }: { readonly incident: string; readonly post: string }) {
	const t = useWords()
	const act = useKept(attachIncident, post)
	const fix = useLastFix()
	const [share, setShare] = useState<number | null>(null)
	const take = async (file: File): Promise<void> => {
		setShare(0)
		const sha256 = await fileHash(file, setShare)
		setShare(null)
		const here = fix()
		const place =
			here === null ? {} : { point: [here.lon, here.lat] as [number, number], accuracyMetres: here.accuracyMetres }
		await act.perform(
			{
				incident,
				what: 'recording',
				sha256,
				...(file.type === '' ? {} : { kind: file.type.slice(0, 60) }),
				...(file.size === 0 ? {} : { bytes: file.size }),
				madeAt: new Date(file.lastModified).toISOString(),
				clockOffsetMs: Math.round(clockOffset()),
				...place,
			},
			t('dispatch.phone.recording'),
		)
	}
	return (
		<div className="phone-file phone-recording">
			<label className="wide-act">
				<Icon name="file" size={18} /> {t('dispatch.phone.recording')}
				<input
					type="file"
					className="hid"
					accept="audio/*,video/*"
					onChange={(event) => {
						const file = event.target.files?.[0]
						if (file !== undefined) void take(file)
						event.target.value = ''
					}}
				/>
			</label>
			{share !== null && <p role="status">{t('dispatch.recording.hashing', { percent: Math.floor(share * 100) })}</p>}
			{act.answer !== null && <p role="status">{t('dispatch.phone.recording.kept')}</p>}
			{act.kept && <p role="status">{t('dispatch.phone.outbox.kept')}</p>}
			{act.problem !== null && <Problem problem={act.problem} />}
		</div>
	)
}
