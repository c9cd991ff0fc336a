import { useState } from 'react'
import type { z } from 'zod'
import { useAct, useView } from '#kernel/web/client.ts'
import { fileHash } from '#kernel/web/file-hash.ts'
import { askView } from '#kernel/web/http.ts'
import { sendParts } from '#kernel/web/keyed-back.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { PhotoShown } from '#kernel/web/parts/PhotoShown.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { listCarried, putCarried, showCarried } from '../../contract/carried.ts'
import { useTerms } from '../shared/terms.ts'

type Row = z.output<(typeof listCarried)['output']>['rows'][number]

/** D296. What came back in the last day: their number, their time, and the photograph where one was taken. */
export function Carried() {
	const t = useWords()
	const terms = useTerms()
	const list = useView(listCarried, {}, { keep: true, topics: ['dispatch.call.'], every: 60_000 })
	const [open, setOpen] = useState<Row | null>(null)
	const rows = list.output?.rows ?? []
	const what = ({ what: of }: Row) =>
		'to' in of
			? terms.term('services', of.to)
			: t(of.sent ? 'dispatch.outside.back.sent' : 'dispatch.outside.back.unsent')
	const photo = open?.photo ?? null
	return (
		<Section title={t('dispatch.outside.back')} note={String(rows.length)}>
			<DataTable
				label={t('dispatch.outside.back')}
				rows={rows}
				rowKey={(row) => `${row.call.id} ${row.at} ${row.reference ?? ''}`}
				empty={<Empty title={t('dispatch.outside.back.none')} />}
				{...(list.output?.more === true ? { total: { of: rows.length, more: true } } : {})}
				columns={[
					{ key: 'number', head: t('dispatch.col.number'), width: 112, cell: (row) => row.call.number },
					{ key: 'what', head: t('dispatch.outside.to'), wraps: true, cell: what },
					{
						key: 'reference',
						head: t('dispatch.outside.reference'),
						from: 460,
						wraps: true,
						cell: (row) => row.reference ?? '—',
					},
					{ key: 'at', head: t('web.back.at'), from: 600, width: 110, cell: (row) => when(row.at) },
					{
						key: 'photo',
						head: t('dispatch.attachment.photo'),
						width: 92,
						right: true,
						cell: (row) =>
							row.photo === null ? '—' : <Photo row={row} onOpen={() => setOpen(row)} onSent={list.refresh} />,
					},
				]}
			/>
			{open === null || photo === null ? null : (
				<PhotoShown
					title={open.call.number}
					sha256={photo.sha256}
					kind={photo.kind}
					parts={photo.parts}
					read={async (part) =>
						(await askView(showCarried, { call: open.call.id, sha256: photo.sha256, part })).output.base64
					}
					onClose={() => setOpen(null)}
				/>
			)}
		</Section>
	)
}

type PhotoProps = { readonly row: Row; readonly onOpen: () => void; readonly onSent: () => void }

/** A whole one is opened; one that was cut short is sent again, and only that one. */
function Photo({ row, onOpen, onSent }: PhotoProps) {
	const t = useWords()
	const put = useAct(putCarried)
	const [wrong, setWrong] = useState(false)
	const photo = row.photo
	if (photo === null) return null
	if (photo.whole) return <Button onPress={onOpen}>{t('dispatch.attachment.open')}</Button>
	const again = async (file: File): Promise<void> => {
		if ((await fileHash(file)) !== photo.sha256) return setWrong(true)
		setWrong(false)
		const send = (part: number, base64: string) =>
			put.perform({ call: row.call.id, sha256: photo.sha256, part, base64 })
		if (await sendParts(file, send)) onSent()
	}
	return (
		<label className="btn again-photo">
			{t(wrong ? 'dispatch.outside.photo.other' : 'dispatch.outside.photo.again')}
			<input
				type="file"
				className="hid"
				onChange={(event) => {
					const file = event.target.files?.[0]
					if (file !== undefined) void again(file)
				}}
			/>
		</label>
	)
}
