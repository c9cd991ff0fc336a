import { useState } from 'react'
import type { z } from 'zod'
import { openDraft } from '../../../matters/contract/drawings.ts'
import { listReady, showReady } from '../../../matters/contract/ready.ts'
import { useView } from '../../client.ts'
import { useKeys } from '../../keyboard.ts'
import { useMay } from '../../may.ts'
import { Button } from '../../parts/Button.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Show } from '../../parts/Show.tsx'
import { useSay, useWords } from '../../words.ts'
import { CopyDialog } from './CopyDialog.tsx'
import { Picture } from './Picture.tsx'

type Row = z.output<typeof listReady.output>['rows'][number]
type One = z.output<typeof showReady.output>

const shelf = 'ready~'

const kind = 'drawing'

/** How a ready drawing is called in a path: neither a name nor an id is written so. */
export const readyPath = (key: string): string => `${shelf}${key}`

/** The key in such a path; null when it is another. */
export const readyKey = (of: string): string | null => (of.startsWith(shelf) ? of.slice(shelf.length) : null)

/** M106. The drawings that ship to be copied. */
export function ReadyList(props: { readonly chosen: string | null; readonly onChoose: (of: string) => void }) {
	const t = useWords()
	const say = useSay()
	const view = useView(listReady, {})
	return (
		<Pane still title={t('drawings.ready')} note={view.output?.rows.length}>
			<Show view={view} title={t('drawings.failed')}>
				{({ rows }) => (
					<DataTable<Row>
						scrolls
						label={t('drawings.ready')}
						rows={rows}
						rowKey={(row) => readyPath(row.key)}
						selected={props.chosen}
						onSelect={(row) => props.onChoose(readyPath(row.key))}
						columns={[
							{
								key: 'title',
								head: t('drawings.col.name'),
								width: 170,
								wraps: true,
								cell: (row) => <b>{say(row.title)}</b>,
							},
							{
								key: 'purpose',
								head: t('drawings.col.purpose'),
								wraps: true,
								from: 360,
								cell: (row) => say(row.purpose),
							},
						]}
					/>
				)}
			</Show>
		</Pane>
	)
}

/** One of them, with its picture, to begin a draft of. */
export function OneReady({ which }: { readonly which: string }) {
	const t = useWords()
	const view = useView(showReady, { key: which })
	return (
		<Show view={view} title={t('drawings.failed')}>
			{(one) => <Whole one={one} />}
		</Show>
	)
}

function Whole({ one }: { readonly one: One }) {
	const t = useWords()
	const say = useSay()
	const may = useMay()
	const refused = may !== null && !may.has(openDraft.name)
	const [copying, setCopying] = useState(false)
	const [asTable, setAsTable] = useState(false)
	useKeys({ T: () => setAsTable(!asTable) })
	return (
		<Pane
			level={1}
			title={say(one.title)}
			tools={
				<>
					<Button keys="T" bind={false} onPress={() => setAsTable(!asTable)}>
						{t(asTable ? 'drawings.as-picture' : 'drawings.as-table')}
					</Button>
					<Button
						kind="go"
						keys="N"
						onPress={() => setCopying(true)}
						refused={refused ? { rule: null, ask: { action: openDraft.name } } : undefined}
					>
						{t('drawings.copy')}
					</Button>
				</>
			}
		>
			<dl className="facts">
				<dt>{t('drawings.col.purpose')}</dt>
				<dd>{say(one.purpose)}</dd>
				<dt>{t('drawings.ready.as')}</dt>
				<dd className="mono">{one.name}</dd>
				{one.tables.length === 0 ? null : (
					<>
						<dt>{t('drawings.ready.asks')}</dt>
						<dd className="mono">{one.tables.join(', ')}</dd>
					</>
				)}
				{one.calls.length === 0 ? null : (
					<>
						<dt>{t('drawings.ready.first')}</dt>
						<dd className="mono">{one.calls.join(', ')}</dd>
					</>
				)}
			</dl>
			<div className="picture">
				<Picture what={kind} text={one.text} asTable={asTable} />
			</div>
			{copying ? (
				<CopyDialog what={kind} name={one.name} of={{ text: one.text }} onClose={() => setCopying(false)} />
			) : null}
		</Pane>
	)
}
