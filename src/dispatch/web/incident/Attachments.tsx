import { useEffect, useState } from 'react'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { askView } from '#kernel/web/http.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { clockTime } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { listAttachments, showAttachment } from '../../contract/attachments.ts'

type Attachment = z.output<(typeof listAttachments)['output']>['rows'][number]

/** D128. What was handed in: what, when by which clock, where, and the hash it is known by. */
export function Attachments({ incident }: { readonly incident: string }) {
	const may = useMay()
	if (may?.has(listAttachments.name) !== true) return null
	return <List incident={incident} />
}

function List({ incident }: { readonly incident: string }) {
	const t = useWords()
	const view = useView(listAttachments, { incident }, { topics: ['dispatch.incident.'] })
	const [open, setOpen] = useState<Attachment | null>(null)
	const rows = view.output?.rows ?? []
	if (rows.length === 0) return null
	return (
		<>
			<Section title={t('dispatch.attachments')} note={String(rows.length)} />
			<ul className="people">
				{rows.map((row) => (
					<li key={row.id}>
						<span>
							{t(`dispatch.attachment.${row.what}`)} {clockTime(row.madeAt)}{' '}
							<span className="t3">
								{t('dispatch.attachment.clock', { ms: row.clockOffsetMs })}
								{row.point === null ? '' : ` · ${row.point[0].toFixed(5)}, ${row.point[1].toFixed(5)}`}
							</span>
							<br />
							<code className="t3">{row.sha256.slice(0, 16)}…</code>
						</span>
						<span className="sp" />
						{row.parts > 0 && <Button onPress={() => setOpen(row)}>{t('dispatch.attachment.open')}</Button>}
						{row.what === 'photo' && row.parts === 0 && <span className="t2">{t('dispatch.attachment.coming')}</span>}
					</li>
				))}
			</ul>
			{open !== null && <Opened incident={incident} row={open} onClose={() => setOpen(null)} />}
		</>
	)
}

function Opened(props: { readonly incident: string; readonly row: Attachment; readonly onClose: () => void }) {
	const t = useWords()
	const { incident, row } = props
	const [url, setUrl] = useState<string | null>(null)
	const [failed, setFailed] = useState(false)
	useEffect(() => {
		let made: string | null = null
		let over = false
		void read(incident, row)
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
	}, [incident, row])
	return (
		<Dialog title={`${t('dispatch.attachment.photo')} ${clockTime(row.madeAt)}`} onClose={props.onClose} wide>
			{url !== null && <img className="attachment" src={url} alt={t('dispatch.attachment.photo')} />}
			{failed && <p role="alert">{t('dispatch.attachment.failed')}</p>}
			<code className="t3">{row.sha256}</code>
		</Dialog>
	)
}

/** The parts in order, and the whole checked against its hash before it is shown. */
async function read(incident: string, row: Attachment): Promise<Blob> {
	const parts: Uint8Array<ArrayBuffer>[] = []
	for (let part = 0; part < row.parts; part += 1) {
		const { output } = await askView(showAttachment, { incident, sha256: row.sha256, part })
		parts.push(Uint8Array.from(atob(output.base64), (sign) => sign.charCodeAt(0)))
	}
	const blob = new Blob(parts, { type: row.kind ?? 'application/octet-stream' })
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', await blob.arrayBuffer()))
	if ([...digest].map((one) => one.toString(16).padStart(2, '0')).join('') !== row.sha256)
		throw new Error('another hash')
	return blob
}
