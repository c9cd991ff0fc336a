import { useEffect, useRef, useState } from 'react'
import { useWords } from '../words.ts'
import { fromBase64 } from '../save-file.ts'
import { Dialog } from './Dialog.tsx'

type Props = {
	readonly title: string
	readonly sha256: string
	readonly kind: string | null
	readonly parts: number
	/** One part as base64. */
	readonly read: (part: number) => Promise<string>
	readonly onClose: () => void
}

/** F1. A photograph from its parts, shown only when the whole hashes to the name it is known by. */
export function PhotoShown({ title, sha256, kind, parts, read, onClose }: Props) {
	const t = useWords()
	const [url, setUrl] = useState<string | null>(null)
	const [failed, setFailed] = useState(false)
	const asked = useRef(read)
	asked.current = read
	useEffect(() => {
		let made: string | null = null
		let over = false
		void whole(sha256, kind, parts, (part) => asked.current(part))
			.then((blob) => {
				if (over) return
				made = URL.createObjectURL(blob)
				setUrl(made)
			})
			.catch(() => setFailed(true))
		return () => {
			over = true
			if (made !== null) URL.revokeObjectURL(made)
		}
	}, [sha256, kind, parts])
	return (
		<Dialog title={title} onClose={onClose} wide>
			{url !== null && <img className="photo-shown" src={url} alt={t('web.photo')} />}
			{failed && <p role="alert">{t('web.photo.failed')}</p>}
			<code className="t3 hash">{sha256}</code>
		</Dialog>
	)
}

/** The parts in order, and the whole checked against its hash. */
async function whole(sha256: string, kind: string | null, parts: number, read: Props['read']): Promise<Blob> {
	const bytes: Uint8Array<ArrayBuffer>[] = []
	for (let part = 0; part < parts; part += 1) bytes.push(fromBase64(await read(part)))
	const blob = new Blob(bytes, { type: kind ?? 'application/octet-stream' })
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
	if ([...digest].map((one) => one.toString(16).padStart(2, '0')).join('') !== sha256) throw new Error('another hash')
	return blob
}
