import './warnings.css'
import { useState } from 'react'
import { useAct, useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Check } from '#kernel/web/parts/Check.tsx'
import { Columns } from '#kernel/web/parts/Columns.tsx'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import { closeSource, enterNotice, keepSource, listNotices, type NoticeRow } from '../../contract/outside.ts'

type Source = z.output<typeof listNotices.output>['sources'][number]

/** V35. What other offices warn of, as it was entered here; and whom it comes from. */
export function Notices() {
	const t = useWords()
	const may = useMay()
	const [asking, setAsking] = useState<'notice' | 'source' | null>(null)
	const list = useView(listNotices, {}, { keep: true, topics: ['warnings.notice.'] })
	const sources = list.output?.sources ?? []
	const close = () => setAsking(null)
	return (
		<Columns
			columns={[
				{
					key: 'list',
					title: t('warnings.notices'),
					width: '1fr',
					children: (
						<Pane
							level={1}
							title={t('warnings.notices')}
							note={t('warnings.notices.note')}
							tools={
								<>
									{may?.has(enterNotice.name) === true ? (
										<Button keys="N" onPress={() => setAsking('notice')}>
											{t('warnings.notice.enter')}
										</Button>
									) : null}
									{may?.has(keepSource.name) === true ? (
										<Button keys="Q" onPress={() => setAsking('source')}>
											{t('warnings.source.keep')}
										</Button>
									) : null}
								</>
							}
						>
							<Show view={list} doing={t('warnings.doing')} title={t('warnings.failed')}>
								{({ rows }) => (
									<>
										<Rows rows={rows} />
										<Sources sources={sources} onChanged={list.refresh} />
									</>
								)}
							</Show>
							{asking === 'notice' ? (
								<EnterFile sources={sources.filter((one) => one.open)} onClose={close} onDone={list.refresh} />
							) : null}
							{asking === 'source' ? <KeepSource onClose={close} onDone={list.refresh} /> : null}
						</Pane>
					),
				},
			]}
		/>
	)
}

function Rows({ rows }: { readonly rows: readonly NoticeRow[] }) {
	const t = useWords()
	const headline = ({ alert }: NoticeRow) => {
		const info = alert.infos.find((one) => one.language.startsWith('zh')) ?? alert.infos[0]
		return info?.headline ?? info?.event ?? alert.note ?? alert.identifier
	}
	return (
		<DataTable
			label={t('warnings.notices')}
			rows={rows}
			rowKey={(row) => row.id}
			scrolls
			empty={<Empty title={t('warnings.notices.empty')}>{t('warnings.notices.empty.why')}</Empty>}
			columns={[
				{
					key: 'what',
					head: t('warnings.what'),
					cell: (row) => (
						<span className="el" title={headline(row)}>
							{headline(row)}
						</span>
					),
				},
				{
					key: 'source',
					head: t('warnings.source'),
					width: 150,
					cell: (row) => (
						<span className="el" title={row.source.name}>
							{row.source.name}
						</span>
					),
				},
				{
					key: 'signature',
					head: t('warnings.signature'),
					from: 560,
					width: 120,
					cell: (row) => t(`warnings.signature.${row.signature}`),
				},
				{ key: 'sent', head: t('warnings.notice.sent'), from: 480, width: 110, cell: (row) => when(row.alert.sent) },
				{
					key: 'expires',
					head: t('warnings.until'),
					from: 640,
					width: 110,
					cell: (row) => (row.expiresAt === null ? '—' : when(row.expiresAt)),
				},
			]}
		/>
	)
}

function Sources({ sources, onChanged }: { readonly sources: readonly Source[]; readonly onChanged: () => void }) {
	const t = useWords()
	const may = useMay()
	const act = useAct(closeSource)
	const [closing, setClosing] = useState<Source | null>(null)
	const mayClose = may?.has(closeSource.name) === true
	const rule = (one: Source) =>
		t(!one.open ? 'warnings.source.closed' : one.signatureRequired ? 'warnings.source.signs' : 'warnings.source.plain')
	return (
		<Section title={t('warnings.sources')} note={String(sources.length)}>
			<DataTable
				label={t('warnings.sources')}
				rows={sources}
				rowKey={(row) => row.id}
				empty={<Empty title={t('warnings.sources.none')} />}
				columns={[
					{
						key: 'name',
						head: t('warnings.source'),
						cell: (row) => (
							<span className="el" title={row.name}>
								{row.name}
							</span>
						),
					},
					{ key: 'rule', head: t('warnings.signature'), width: 170, wraps: true, cell: rule },
					{
						key: 'close',
						head: t('warnings.source.change'),
						width: 96,
						right: true,
						cell: (row) =>
							row.open && mayClose ? (
								<Button
									kind="bare"
									label={t('warnings.source.close.which', { name: row.name })}
									onPress={() => setClosing(row)}
								>
									{t('warnings.source.close')}
								</Button>
							) : null,
					},
				]}
			/>
			{closing === null ? null : (
				<ReasonDialog
					title={t('warnings.source.close.which', { name: closing.name })}
					label={t('warnings.reason')}
					hint={t('warnings.source.close.hint')}
					act={t('warnings.source.close')}
					maxLength={300}
					busy={act.busy}
					problem={act.problem}
					problemTitle={t('warnings.not-done')}
					onClose={() => setClosing(null)}
					onSend={(reason) =>
						void act.perform({ source: closing.id, version: closing.version, reason }).then((done) => {
							if (done === null) return
							setClosing(null)
							onChanged()
						})
					}
				/>
			)}
		</Section>
	)
}

type FormProps = { readonly onClose: () => void; readonly onDone: () => void }

/** V30 to V34. A file from the machine it was brought on; what is wrong in it is named with its element. */
function EnterFile({ sources, onClose, onDone }: FormProps & { readonly sources: readonly Source[] }) {
	const t = useWords()
	const act = useAct(enterNotice)
	const [source, setSource] = useState(sources[0]?.id ?? '')
	const [file, setFile] = useState<File | null>(null)
	const missing = source === '' ? t('warnings.missing.source') : file === null ? t('warnings.missing.file') : undefined
	const send = async (): Promise<void> => {
		if (file === null) return
		const bytes = new Uint8Array(await file.arrayBuffer())
		let text = ''
		for (const byte of bytes) text += String.fromCharCode(byte)
		if ((await act.perform({ source, file: btoa(text) })) === null) return
		onDone()
		onClose()
	}
	return (
		<Dialog
			title={t('warnings.notice.enter')}
			onClose={onClose}
			acts={
				<Button kind="go" main busy={act.busy} notYet={missing} onPress={() => void send()}>
					{t('warnings.notice.do')}
				</Button>
			}
		>
			<Select
				label={t('warnings.source')}
				value={source}
				prompt={t('warnings.source.choose')}
				onChange={setSource}
				required
				choices={sources.map((one) => ({ value: one.id, label: one.name }))}
			/>
			<label className="col">
				{t('warnings.notice.file')}
				<input
					type="file"
					accept=".cap,.xml,application/cap+xml,application/xml,text/xml"
					onChange={(event) => setFile(event.target.files?.[0] ?? null)}
				/>
			</label>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('warnings.not-done')} />}
		</Dialog>
	)
}

/** V33. */
function KeepSource({ onClose, onDone }: FormProps) {
	const t = useWords()
	const act = useAct(keepSource)
	const [name, setName] = useState('')
	const [signs, setSigns] = useState(false)
	const [key, setKey] = useState('')
	const missing = name.trim() === '' || (signs && key.trim() === '') ? t('warnings.missing.words') : undefined
	const send = async (): Promise<void> => {
		const kept = key.trim() === '' ? {} : { key: key.trim() }
		if ((await act.perform({ name: name.trim(), signatureRequired: signs, ...kept })) === null) return
		onDone()
		onClose()
	}
	return (
		<Dialog
			title={t('warnings.source.keep')}
			onClose={onClose}
			acts={
				<Button kind="go" main busy={act.busy} notYet={missing} onPress={() => void send()}>
					{t('warnings.source.do')}
				</Button>
			}
		>
			<Field label={t('warnings.source.name')} value={name} onChange={setName} maxLength={80} required autoFocus />
			<Check on={signs} onChange={setSigns}>
				{t('warnings.source.requires')}
			</Check>
			<Field label={t('warnings.source.key')} value={key} onChange={setKey} lines={4} mono maxLength={8_000} />
			{act.problem === null ? null : <Problem problem={act.problem} title={t('warnings.not-done')} />}
		</Dialog>
	)
}
