import { useState } from 'react'
import type { Purpose } from '#kernel/contract/scalars.ts'
import { useView } from '#kernel/web/client.ts'
import { DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { PurposeGate } from '#kernel/web/parts/PurposeGate.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { type ContactRow, listContacts } from '../../contract/contact.ts'

/** K56. Closed until a purpose is written; each opening is entered. */
export function Register() {
	const t = useWords()
	return (
		<Pane title={t('command.contact.register')} note={t('command.contact.register.note')}>
			<PurposeGate
				matter=""
				what={t('command.contact.register')}
				closed={<Empty title={t('command.contact.closed')}>{t('command.contact.closed.why')}</Empty>}
			>
				{(purpose) => <Rows purpose={purpose} />}
			</PurposeGate>
		</Pane>
	)
}

function Rows({ purpose }: { readonly purpose: Purpose }) {
	const t = useWords()
	const list = useView(listContacts, { limit: 200 }, { purpose, keep: true })
	return (
		<Show view={list} doing={t('command.contact.doing')} title={t('command.contact.failed')}>
			{({ rows, more }) => <Table rows={rows} more={more} />}
		</Show>
	)
}

function Table({ rows, more }: { readonly rows: readonly ContactRow[]; readonly more: boolean }) {
	const t = useWords()
	const say = useSay()
	const [chosen, setChosen] = useState<string | null>(null)
	return (
		<DataTable
			label={t('command.contact.register')}
			rows={rows}
			rowKey={(row) => row.id}
			selected={chosen}
			onSelect={(row) => setChosen(row.id)}
			keys
			empty={<Empty title={t('command.contact.none')} />}
			{...(more ? { total: { of: rows.length, more: true } } : {})}
			columns={[
				{ key: 'at', head: t('command.contact.at'), width: 104, cell: (row) => when(row.at) },
				{ key: 'about', head: t('command.contact.about'), width: 130, wraps: true, cell: (row) => row.about },
				{ key: 'did', head: t('command.contact.did'), width: 96, cell: (row) => t(`command.contact.did.${row.did}`) },
				{ key: 'by', head: t('command.contact.by'), wraps: true, cell: (row) => row.contactBy },
				{ key: 'said', head: t('command.contact.said'), from: 640, wraps: true, cell: (row) => row.said },
				{
					key: 'writer',
					head: t('command.contact.writer'),
					from: 520,
					wraps: true,
					cell: (row) => `${say(row.writer)} · ${t(`web.post.${row.writer.post}`)} · ${say(row.agency)}`,
				},
			]}
		/>
	)
}
