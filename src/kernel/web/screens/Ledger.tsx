import './ledger.css'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { z } from 'zod'
import type { Purpose } from '../../contract/scalars.ts'
import { fromHex, hex, utf8 } from '../../ledger/bytes.ts'
import { checkOpening } from '../../ledger/check.ts'
import { checkpointNewest, type EntryLine, entryList, entryShow, type openedField } from '../../ledger/contract.ts'
import { hashLeaf } from '../../ledger/merkle.ts'
import { useView } from '../client.ts'
import { checkSinceLast } from '../ledger.ts'
import { useMay } from '../may.ts'
import { useAgencies, useNames } from '../names.ts'
import { Button } from '../parts/Button.tsx'
import { Chips } from '../parts/Chips.tsx'
import { Columns } from '../parts/Columns.tsx'
import { DataTable } from '../parts/DataTable.tsx'
import { Empty } from '../parts/Empty.tsx'
import { EntryProof } from '../parts/EntryProof.tsx'
import { Field } from '../parts/Field.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Note } from '../parts/Note.tsx'
import { Pane } from '../parts/Pane.tsx'
import { PurposeGate } from '../parts/PurposeGate.tsx'
import { RuleTag } from '../parts/RuleTag.tsx'
import { Section } from '../parts/Section.tsx'
import { Show } from '../parts/Show.tsx'
import { Brick, type BrickKind, Wall } from '../parts/Wall.tsx'
import { shortHash } from '../proof.ts'
import { count, when } from '../times.ts'
import { useWords } from '../words.ts'
import { WitnessByHand } from './WitnessByHand.tsx'

const kinds = ['all', 'act', 'look', 'refused', 'system', 'counted'] as const
type Kind = (typeof kinds)[number]

const brickOf = (line: EntryLine): BrickKind =>
	line.outcome === 'refused' ? 'refused' : line.kind === 'act' ? 'entered' : 'plain'

/** The ledger: checkpoint, the entries I may see, and the proof of one, checked in this browser. */
export function Ledger() {
	const t = useWords()
	const [, navigate] = useLocation()
	const { entry } = useParams<{ entry?: string }>()
	const [kind, setKind] = useState<Kind>('all')
	const [before, setBefore] = useState<readonly number[]>([])
	const from = before.at(-1)
	const list = useView(
		entryList,
		{ limit: 100, ...(kind === 'all' ? {} : { kind }), ...(from === undefined ? {} : { before: from }) },
		{ keep: true, topics: from === undefined ? [''] : [] },
	)
	const newest = useView(checkpointNewest, {}, { every: 10_000 })
	const last = (newest.output?.size ?? 0) - 1
	const chosen =
		entry !== undefined && /^\d{1,15}$/.test(entry)
			? Number(entry)
			: (list.output?.entries[0]?.n ?? (list.problem !== null && last >= 0 ? last : null))
	const may = useMay()
	const line = list.output?.entries.find((each) => each.n === chosen) ?? null
	return (
		<Columns
			columns={[
				{
					key: 'list',
					title: t('web.ledger.entries'),
					width: '1fr',
					children: (
						<>
							<Head />
							<Pane
								title={t('web.ledger.entries')}
								note={t('web.ledger.entries.note')}
								still
								tools={
									<Chips
										label={t('web.ledger.kind')}
										value={kind}
										onChange={(next) => {
											setKind(next)
											setBefore([])
										}}
										chips={kinds.map((each) => ({ value: each, label: t(`web.ledger.kind.${each}`) }))}
									/>
								}
								foot={
									list.output === undefined ? undefined : (
										<>
											<Button
												onPress={() => setBefore(before.slice(0, -1))}
												notYet={before.length === 0 ? t('web.ledger.newest') : undefined}
											>
												{t('web.ledger.newer')}
											</Button>
											<Button
												onPress={() => {
													const next = list.output?.next
													if (next !== null && next !== undefined) setBefore([...before, next])
												}}
												notYet={list.output?.next === null ? t('web.ledger.oldest') : undefined}
											>
												{t('web.ledger.older')}
											</Button>
										</>
									)
								}
							>
								<Show
									view={list}
									ask={{ action: entryList.name }}
									doing={t('web.ledger.doing')}
									title={t('web.ledger.failed')}
								>
									{({ entries }) => (
										<Entries
											entries={entries}
											chosen={chosen}
											onChoose={(n) => navigate(`/entries/${n}`, { replace: true })}
										/>
									)}
								</Show>
							</Pane>
						</>
					),
				},
				{
					key: 'proof',
					title: t('web.ledger.proof'),
					width: '560px',
					children:
						chosen === null ? (
							<Pane title={t('web.ledger.proof')}>
								<Empty title={t('web.ledger.none')} />
							</Pane>
						) : (
							<>
								{line === null && may?.has(entryShow.name) !== true ? null : (
									<Pane title={t('web.ledger.entry', { n: count(chosen) })} className="entry-pane">
										<Entry n={chosen} line={line} />
									</Pane>
								)}
								<Pane
									title={t('web.ledger.proof')}
									note={t('web.ledger.proof.note', { n: count(chosen) })}
									tools={<GoTo onGo={(n) => navigate(`/entries/${n}`)} />}
								>
									<EntryProof n={chosen} />
								</Pane>
							</>
						),
				},
			]}
		/>
	)
}

/** Anyone may check any entry by its number, as it stands on a receipt. */
function GoTo({ onGo }: { readonly onGo: (n: number) => void }) {
	const t = useWords()
	const [typed, setTyped] = useState('')
	const number = typed.replaceAll(/[\s,]/g, '')
	return (
		<Field
			label={t('web.ledger.go')}
			labelHidden
			placeholder={t('web.ledger.go')}
			value={typed}
			inputMode="numeric"
			maxLength={18}
			onChange={setTyped}
			onEnter={() => {
				if (/^\d{1,15}$/.test(number)) onGo(Number(number))
			}}
		/>
	)
}

function Head() {
	const t = useWords()
	const view = useView(checkpointNewest, {}, { every: 10_000 })
	const since = useQuery({
		queryKey: ['since last seen'],
		queryFn: checkSinceLast,
		staleTime: 30_000,
		refetchInterval: 60_000,
	})
	const fault = since.data?.fault ?? null
	return (
		<section className="pane measures" aria-label={t('web.ledger.head')}>
			<div>
				<h2>{t('web.ledger.size')}</h2>
				<p className="row">
					<b className="big">{view.output === undefined ? '–' : count(view.output.size)}</b>
					<Wall />
				</p>
			</div>
			<div>
				<h2>{t('web.ledger.witnessed')}</h2>
				{view.output?.witnessed ? (
					<p>
						<b className="big">{count(view.output.witnessed.size)}</b>{' '}
						<span className="t2">
							{t('web.ledger.witnessed.by', {
								names: view.output.witnessed.names.join(', '),
								time: when(view.output.witnessed.at),
							})}
						</span>
					</p>
				) : (
					<p className="t2">{t('web.ledger.witnessed.none')}</p>
				)}
				<WitnessByHand />
			</div>
			<div>
				<h2>{t('web.ledger.since')}</h2>
				{since.data === undefined ? (
					<p className="t3">{since.isError ? t('web.ledger.since.unknown') : t('web.ledger.since.doing')}</p>
				) : fault !== null ? (
					<Note kind="bad" live title={t('web.proof.failed')}>
						{t(`web.proof.fault.${fault}`)}
					</Note>
				) : since.data.before === null ? (
					<p className="t2">{t('web.ledger.since.first')}</p>
				) : (
					<p className="good">
						<Icon name="tick" />{' '}
						{t('web.ledger.since.good', { size: count(since.data.before.size), time: when(since.data.before.at) })}
					</p>
				)}
			</div>
		</section>
	)
}

function Entries({
	entries,
	chosen,
	onChoose,
}: {
	readonly entries: readonly EntryLine[]
	readonly chosen: number | null
	readonly onChoose: (n: number) => void
}) {
	const t = useWords()
	const nameOf = useNames()
	const agencyOf = useAgencies()
	return (
		<DataTable<EntryLine>
			label={t('web.ledger.entries')}
			keys
			scrolls
			rows={entries}
			rowKey={(line) => String(line.n)}
			selected={chosen === null ? null : String(chosen)}
			onSelect={(line) => onChoose(line.n)}
			sort={{ key: 'n', down: true }}
			empty={<Empty title={t('web.ledger.none')}>{t('web.ledger.none.why')}</Empty>}
			columns={[
				{ key: 'n', head: t('web.ledger.col.n'), width: 84, right: true, cell: (line) => <b>{count(line.n)}</b> },
				{
					key: 'at',
					head: t('web.ledger.col.at'),
					width: 108,
					cell: (line) => <time dateTime={line.at}>{when(line.at)}</time>,
				},
				{
					key: 'kind',
					head: t('web.ledger.col.kind'),
					width: 100,
					from: 460,
					cell: (line) => (
						<span className="row">
							<Brick kind={brickOf(line)} said={false} />
							{t(`web.ledger.one.${line.kind}`)}
						</span>
					),
				},
				{ key: 'name', head: t('web.ledger.col.name'), wraps: true, cell: (line) => nameOf(line.name) },
				{
					key: 'agency',
					head: t('web.ledger.col.agency'),
					width: 190,
					from: 760,
					wraps: true,
					cell: (line) => <span className="t2">{agencyOf(line.agency)}</span>,
				},
				{
					key: 'rules',
					head: t('web.ledger.col.rules'),
					width: 96,
					from: 560,
					cell: (line) => (
						<span className="row">
							{line.rules.slice(0, 2).map((rule) => (
								<RuleTag key={rule} id={rule} />
							))}
						</span>
					),
				},
			]}
		/>
	)
}

function Entry({ n, line }: { readonly n: number; readonly line: EntryLine | null }) {
	const t = useWords()
	const nameOf = useNames()
	const agencyOf = useAgencies()
	return (
		<>
			{line === null ? null : (
				<dl className="facts">
					<dt>{t('web.ledger.col.name')}</dt>
					<dd>
						<b>{nameOf(line.name)}</b> <span className="mono t3">{line.name}</span>
					</dd>
					<dt>{t('web.ledger.col.at')}</dt>
					<dd>{when(line.at)}</dd>
					<dt>{t('web.ledger.col.agency')}</dt>
					<dd>{agencyOf(line.agency)}</dd>
					<dt>{t('web.ledger.col.rules')}</dt>
					<dd className="row">
						{line.rules.length === 0 ? '–' : line.rules.map((rule) => <RuleTag key={rule} id={rule} />)}
					</dd>
				</dl>
			)}
			<Section title={t('web.ledger.clear')} note={t('web.ledger.clear.note')} />
			<div className="pad col">
				<PurposeGate
					key={n}
					matter={line?.matter ?? ''}
					what={t('web.ledger.clear.what', { n: count(n) })}
					closed={<p className="t2">{t('web.ledger.clear.closed')}</p>}
				>
					{(purpose) => <Clear n={n} purpose={purpose} />}
				</PurposeGate>
			</div>
		</>
	)
}

/** The entry in clear: its leaf hashed here, each opened field compared here with its commitment. */
function Clear({ n, purpose }: { readonly n: number; readonly purpose: Purpose }) {
	const t = useWords()
	const view = useView(entryShow, { n }, { purpose })
	return (
		<Show view={view} title={t('web.ledger.clear.failed')}>
			{(shown) => {
				const same = hex(hashLeaf(utf8(shown.leaf))) === shown.line.leafHash
				return (
					<>
						<p className={same ? 'good' : 'bad'}>
							<Icon name={same ? 'tick' : 'alert'} />{' '}
							{t(same ? 'web.ledger.clear.same' : 'web.ledger.clear.differs', { hash: shortHash(shown.line.leafHash) })}
						</p>
						<dl className="facts flush">
							{shown.fields.map((field) => (
								<Opened key={field.commitment} field={field} />
							))}
						</dl>
						<pre className="text">{shown.leaf}</pre>
					</>
				)
			}}
		</Show>
	)
}

type OpenedFact = z.output<typeof openedField>

function Opened({ field }: { readonly field: OpenedFact }) {
	const t = useWords()
	if (field.name === null || field.salt === null || field.value === null)
		return (
			<>
				<dt className="mono">{shortHash(field.commitment)}</dt>
				<dd className="t3">{t('web.ledger.erased', { time: field.erasedAt === null ? '–' : when(field.erasedAt) })}</dd>
			</>
		)
	const fits = checkOpening(
		fromHex(field.commitment) ?? new Uint8Array(),
		field.name,
		fromHex(field.salt) ?? new Uint8Array(),
		field.value,
	)
	return (
		<>
			<dt>{field.name}</dt>
			<dd>
				<span className={fits ? 'good' : 'bad'}>
					<Icon name={fits ? 'tick' : 'alert'} />
				</span>{' '}
				{field.value}
			</dd>
		</>
	)
}
