import { useCallback, useMemo, useState } from 'react'
import { Link, useLocation } from 'wouter'
import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { useKeyHelp, useTitle } from '#kernel/web/page.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { type Column, DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { listForced } from '../../contract/incidents.ts'
import { PlaceText } from '../shared/PlaceText.tsx'
import { byWords } from '../shared/sentences.tsx'
import { useTerms } from '../shared/terms.ts'
import { VerifyButton, VerifyPlace } from '../shared/VerifyPlace.tsx'
import './forced.css'

type List = z.output<(typeof listForced)['output']>
type Row = List['rows'][number]

const keyHelp = [
	['J', 'dispatch.key.move'],
	['Enter', 'dispatch.key.open'],
	['V', 'dispatch.verify'],
] as const

/** D10. Places saved without the map: who forced each and why, and a way to find it on the map now. */
export function Forced() {
	const t = useWords()
	const [pages, setPages] = useState<readonly string[]>([])
	const after = pages.at(-1)
	const view = useView(listForced, after === undefined ? {} : { after }, { topics: ['dispatch.incident.'], keep: true })
	useTitle(t('dispatch.forced.title'))
	useKeyHelp(useMemo(() => keyHelp.map(([keys, word]) => ({ keys, what: t(word) })), [t]))
	const next = view.output?.next ?? null
	return (
		<Pane
			title={t('dispatch.forced.title')}
			note={t('dispatch.forced.note')}
			tools={<RuleTag id="D10" />}
			className="forced"
			level={1}
			still
			foot={
				pages.length === 0 && next === null ? undefined : (
					<>
						<Button
							onPress={() => setPages(pages.slice(0, -1))}
							notYet={pages.length === 0 ? t('web.ledger.newest') : undefined}
						>
							{t('web.ledger.newer')}
						</Button>
						<Button
							onPress={() => setPages(next === null ? pages : [...pages, next])}
							notYet={next === null ? t('web.ledger.oldest') : undefined}
						>
							{t('web.ledger.older')}
						</Button>
					</>
				)
			}
		>
			<Show
				view={view}
				ask={{ action: listForced.name }}
				doing={t('dispatch.forced.doing')}
				title={t('dispatch.forced.failed')}
			>
				{(list) => <Places rows={list.rows} onVerified={view.refresh} />}
			</Show>
		</Pane>
	)
}

const isOpen = (row: Row): boolean => row.state !== 'closed' && row.state !== 'accepted_for_decision'

function Places({ rows, onVerified }: { readonly rows: readonly Row[]; readonly onVerified: () => void }) {
	const t = useWords()
	const [, go] = useLocation()
	const [picked, setPicked] = useState<string | null>(null)
	const [verifying, setVerifying] = useState<Row | null>(null)
	const chosen = rows.find((row) => row.incident === picked) ?? rows[0]
	const verify = useCallback((row: Row) => setVerifying(row), [])
	const columns = useColumns(verify)
	useKeys(
		{ V: chosen !== undefined && isOpen(chosen) ? () => verify(chosen) : undefined },
		{ when: chosen?.mayPlace === true && verifying === null },
	)
	return (
		<>
			<DataTable<Row>
				label={t('dispatch.forced.title')}
				keys
				scrolls
				rows={rows}
				rowKey={(row) => row.incident}
				selected={chosen?.incident ?? null}
				onSelect={(row) => setPicked(row.incident)}
				onOpen={(row) => go(`/incident/${row.incident}`)}
				two={() => true}
				columns={columns}
				empty={<Empty title={t('dispatch.forced.none')}>{t('dispatch.forced.none.why')}</Empty>}
			/>
			{verifying !== null && (
				<VerifyPlace
					key={verifying.incident}
					of={verifying}
					onClose={() => {
						setVerifying(null)
						onVerified()
					}}
				/>
			)}
		</>
	)
}

function useColumns(verify: (row: Row) => void): readonly Column<Row>[] {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const who = (row: Row) => byWords(row.by, t, say)
	return [
		{
			key: 'number',
			head: t('dispatch.col.number'),
			width: 88,
			cell: (row) => (
				<Link href={`/incident/${row.incident}`} className="mono">
					{row.number}
				</Link>
			),
		},
		{
			key: 'type',
			head: t('dispatch.col.type'),
			width: 170,
			from: 1100,
			wraps: true,
			cell: (row) => terms.type(row.type),
		},
		{
			key: 'place',
			head: t('dispatch.forced.place'),
			wraps: true,
			cell: (row) => (
				<>
					<b>
						<PlaceText place={row.place} detail />
					</b>
					<div className="t2">
						{row.reason === null ? t('dispatch.forced.closed') : t('dispatch.story.quoted', { text: row.reason })}
					</div>
					<div className="t3 sm forced-narrow">
						{who(row)} · {when(row.at)}
					</div>
				</>
			),
		},
		{ key: 'by', head: t('dispatch.forced.by'), width: 220, from: 820, wraps: true, cell: who },
		{
			key: 'at',
			head: t('dispatch.forced.at'),
			width: 108,
			from: 820,
			right: true,
			cell: (row) => <time dateTime={row.at}>{when(row.at)}</time>,
		},
		{
			key: 'station',
			head: t('dispatch.counts.station'),
			width: 170,
			from: 1100,
			wraps: true,
			cell: (row) => say(row.agency),
		},
		{
			key: 'now',
			head: t('dispatch.forced.now'),
			width: 116,
			right: true,
			wraps: true,
			cell: (row) =>
				isOpen(row) ? (
					<VerifyButton of={row} onPress={() => verify(row)} />
				) : (
					<span className="t3">{t(`dispatch.incidentState.${row.state}`)}</span>
				),
		},
	]
}
