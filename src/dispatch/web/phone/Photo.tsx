import { useEffect, useState } from 'react'
import { fileBytes, fileKind } from '#kernel/files/contract.ts'
import { clockOffset } from '#kernel/web/clock.ts'
import type { Kept } from '#kernel/web/outbox/outbox.ts'
import { useKept } from '#kernel/web/outbox/use-outbox.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { attachIncident } from '../../contract/attachments.ts'
import { useLastFix } from './last-fix.ts'
import { keepPhoto, sendPhotos } from './photos.ts'

/** D126. A photograph as the camera made it: hashed and kept on the phone, attached, then sent in parts. */
export function Photo({ incident, post }: { readonly incident: string; readonly post: string }) {
	const t = useWords()
	const act = useKept(attachIncident, post)
	const fix = useLastFix()
	const [wrong, setWrong] = useState<string | null>(null)
	const take = async (file: File) => {
		const kind = fileKind.safeParse(file.type)
		if (!kind.success || file.size > fileBytes || file.size === 0)
			return setWrong(t(kind.success ? 'dispatch.phone.photo.large' : 'dispatch.phone.photo.kind'))
		setWrong(null)
		const sha256 = await keepPhoto(incident, await file.arrayBuffer())
		const here = fix()
		const place =
			here === null ? {} : { point: [here.lon, here.lat] as [number, number], accuracyMetres: here.accuracyMetres }
		await act.perform(
			{
				incident,
				what: 'photo',
				sha256,
				kind: kind.data,
				bytes: file.size,
				madeAt: new Date(file.lastModified).toISOString(),
				clockOffsetMs: Math.round(clockOffset()),
				...place,
			},
			t('dispatch.phone.photo'),
		)
	}
	return (
		<div className="phone-file phone-photo">
			<label className="wide-act">
				<Icon name="camera" size={18} /> {t('dispatch.phone.photo')}
				<input
					type="file"
					className="hid"
					accept={fileKind.options.join(',')}
					capture="environment"
					onChange={(event) => {
						const file = event.target.files?.[0]
						if (file !== undefined) void take(file)
						event.target.value = ''
					}}
				/>
			</label>
			{act.answer !== null && <p role="status">{t('dispatch.phone.photo.kept')}</p>}
			{act.kept && <p role="status">{t('dispatch.phone.outbox.kept')}</p>}
			{wrong !== null && <p role="alert">{wrong}</p>}
			{act.problem !== null && <Problem problem={act.problem} />}
		</div>
	)
}

const everyMs = 5_000

/** Sends kept photographs while the phone's page is open, whatever it shows; one whose attaching waits or was refused is not sent. */
export function usePhotoSending(items: readonly Kept[]): void {
	useEffect(() => {
		const held = new Set(
			items
				.filter((item) => item.act === attachIncident.name && item.state !== 'done')
				.map((item) => item.input['sha256']),
		)
		const go = (): void => void sendPhotos((sha256) => !held.has(sha256))
		go()
		const timer = setInterval(go, everyMs)
		return () => clearInterval(timer)
	}, [items])
}
