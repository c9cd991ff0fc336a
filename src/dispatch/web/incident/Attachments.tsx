import { useState } from 'react'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { askView } from '#kernel/web/http.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { PhotoShown } from '#kernel/web/parts/PhotoShown.tsx'
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
	const clock = (ms: number) => {
		const n = Math.round(Math.abs(ms) / 1000)
		return t(n === 0 ? 'dispatch.attachment.clock.even' : `dispatch.attachment.clock.${ms > 0 ? 'behind' : 'ahead'}`, {
			n,
		})
	}
	if (rows.length === 0) return null
	return (
		<>
			<Section title={t('dispatch.attachments')} note={String(rows.length)} />
			<ul className="handed">
				{rows.map((row) => (
					<li key={row.id}>
						<div>
							<b>{t(`dispatch.attachment.${row.what}`)}</b> <time dateTime={row.madeAt}>{clockTime(row.madeAt)}</time>
							<span className="t3"> {clock(row.clockOffsetMs)}</span>
							<div className="t3 sm">
								<code title={row.sha256}>{row.sha256.slice(0, 16)}…</code>
								{row.point === null ? '' : ` ${row.point[1].toFixed(5)}, ${row.point[0].toFixed(5)}`}
							</div>
						</div>
						{row.parts > 0 && <Button onPress={() => setOpen(row)}>{t('dispatch.attachment.open')}</Button>}
						{row.what === 'photo' && row.parts === 0 && <span className="t2">{t('dispatch.attachment.coming')}</span>}
					</li>
				))}
			</ul>
			{open !== null && (
				<PhotoShown
					title={`${t('dispatch.attachment.photo')} ${clockTime(open.madeAt)}`}
					sha256={open.sha256}
					kind={open.kind}
					parts={open.parts}
					read={async (part) => (await askView(showAttachment, { incident, sha256: open.sha256, part })).output.base64}
					onClose={() => setOpen(null)}
				/>
			)}
		</>
	)
}
