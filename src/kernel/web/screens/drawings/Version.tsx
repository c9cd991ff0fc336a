import { useState } from 'react'
import { useLocation } from 'wouter'
import type { z } from 'zod'
import { type Edition, listDrawings, openDraft, showVersion } from '../../../matters/contract/drawings.ts'
import { useView } from '../../client.ts'
import { useKeys } from '../../keyboard.ts'
import { useMay } from '../../may.ts'
import { Button } from '../../parts/Button.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Note } from '../../parts/Note.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Section } from '../../parts/Section.tsx'
import { Select } from '../../parts/Select.tsx'
import { Show } from '../../parts/Show.tsx'
import { day, when } from '../../times.ts'
import { useLanguage, useSay, useWords } from '../../words.ts'
import { CopyDialog } from './CopyDialog.tsx'
import { half, pathTo, pathToCompare, pathToPlans } from './names.ts'
import { Picture } from './Picture.tsx'

type Row = z.output<typeof listDrawings.output>['rows'][number]

/** One process or table: the version asked for, else the one in force; and all its versions. */
export function OneVersion({ name, version }: { readonly name: string; readonly version: string | null }) {
	const t = useWords()
	const list = useView(listDrawings, {}, { topics: ['matters.draft.'] })
	const row = list.output?.rows.find((each) => each.name === name)
	return (
		<Show view={list} title={t('drawings.failed')}>
			{() =>
				row === undefined ? (
					<Pane title={name}>
						<div className="pad">
							<Note kind="plain">{t('drawings.unknown')}</Note>
						</div>
					</Pane>
				) : (
					<Whole row={row} version={version ?? row.current.version} />
				)
			}
		</Show>
	)
}

function Whole({ row, version }: { readonly row: Row; readonly version: string }) {
	const t = useWords()
	const language = useLanguage()
	const [, navigate] = useLocation()
	const [asTable, setAsTable] = useState(false)
	const [copying, setCopying] = useState(false)
	const view = useView(showVersion, { what: row.what, name: row.name, version }, { keep: true })
	const may = useMay()
	const refused = may !== null && !may.has(openDraft.name)
	const isDrawing = row.what === 'drawing'
	useKeys({ T: isDrawing ? () => setAsTable(!asTable) : undefined })
	const edition = view.output?.edition ?? row.versions.find((each) => each.version === version) ?? row.current
	return (
		<Pane
			level={1}
			title={half(row.title, language)}
			note={t('drawings.version', { number: edition.number })}
			tools={
				<>
					{isDrawing ? (
						<>
							<Button keys="T" bind={false} onPress={() => setAsTable(!asTable)}>
								{t(asTable ? 'drawings.as-picture' : 'drawings.as-table')}
							</Button>
							<Button keys="V" onPress={() => navigate(pathTo(row.name, 'live'))}>
								{t('drawings.live')}
							</Button>
						</>
					) : null}
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
			<Facts row={row} edition={edition} />
			<div className="picture">
				<Show view={view} title={t('drawings.failed')}>
					{({ text }) => <Picture what={row.what} text={text} asTable={asTable} />}
				</Show>
			</div>
			<Versions row={row} version={version} />
			{copying ? (
				<CopyDialog
					what={row.what}
					name={row.name}
					of={{ copy: { name: row.name, version } }}
					onClose={() => setCopying(false)}
				/>
			) : null}
		</Pane>
	)
}

function Facts({ row, edition }: { readonly row: Row; readonly edition: Edition }) {
	const t = useWords()
	const say = useSay()
	return (
		<dl className="facts">
			<dt>{t('drawings.col.name')}</dt>
			<dd className="mono">{row.name}</dd>
			<dt>{t('drawings.col.state')}</dt>
			<dd>
				{edition.inForce ? (
					<span className="good">
						<Icon name="tick" /> {t('drawings.in-force')}
					</span>
				) : (
					<span className="t2">{t('drawings.not-in-force')}</span>
				)}{' '}
				{edition.until === null ? null : t('drawings.until', { day: day(edition.until) })}
			</dd>
			<dt>{t('drawings.col.scope')}</dt>
			<dd>
				{edition.scope === null ? t('drawings.shipped.all') : t('drawings.scope.below', { agency: say(edition.scope) })}
			</dd>
			<dt>{t('drawings.col.since')}</dt>
			<dd>{when(edition.at)}</dd>
			<dt>{t('drawings.runs')}</dt>
			<dd>{t(`drawings.runs.${row.runs}`)}</dd>
			{row.available === null ? null : (
				<>
					<dt>{t('drawings.available')}</dt>
					<dd className="warn">{t('drawings.available.what', { number: row.available.number })}</dd>
				</>
			)}
		</dl>
	)
}

function Versions({ row, version }: { readonly row: Row; readonly version: string }) {
	const t = useWords()
	const say = useSay()
	const [, navigate] = useLocation()
	return (
		<>
			<Section title={t('drawings.versions')} note={row.versions.length} />
			<DataTable<Edition>
				label={t('drawings.versions')}
				rows={row.versions}
				rowKey={(each) => each.version}
				selected={version}
				onSelect={(each) => navigate(pathTo(row.name, each.version), { replace: true })}
				columns={[
					{
						key: 'number',
						head: t('drawings.col.version'),
						width: 74,
						cell: (each) => t('drawings.version', { number: each.number }),
					},
					{
						key: 'scope',
						head: t('drawings.col.scope'),
						cell: (each) => (each.scope === null ? t('drawings.shipped') : say(each.scope)),
					},
					{ key: 'at', head: t('drawings.col.since'), width: 128, from: 420, cell: (each) => when(each.at) },
					{
						key: 'in-force',
						head: t('drawings.col.state'),
						width: 92,
						from: 340,
						cell: (each) => (each.inForce ? <span className="good">{t('drawings.in-force')}</span> : null),
					},
				]}
			/>
			<CompareWith row={row} version={version} />
		</>
	)
}

/** Which other version to lay beside this one: the one in force, else the one before. */
function CompareWith({ row, version }: { readonly row: Row; readonly version: string }) {
	const t = useWords()
	const [, navigate] = useLocation()
	const others = row.versions.filter((each) => each.version !== version)
	const first = others.find((each) => each.inForce) ?? others[0]
	const [picked, setPicked] = useState('')
	const other = others.find((each) => each.version === picked) ?? first
	if (other === undefined) return null
	return (
		<div className="pad row wrap compare-with">
			<Select
				label={t('drawings.compare.with')}
				value={other.version}
				choices={others.map((each) => ({
					value: each.version,
					label: `${t('drawings.version', { number: each.number })} · ${day(each.at)}`,
				}))}
				onChange={setPicked}
			/>
			<Button keys="C" onPress={() => navigate(pathToCompare(row.name, row.what, other.version, version))}>
				{t('drawings.compare')}
			</Button>
			{row.what === 'drawing' ? (
				<Button keys="M" onPress={() => navigate(pathToPlans(row.name, movesTo(row, version, other.version)))}>
					{t('drawings.plans.move')}
				</Button>
			) : null}
		</div>
	)
}

/** Matters move to the version in force when it is one of the two, else to the newer. */
function movesTo(row: Row, one: string, other: string): { readonly from: string; readonly to: string } {
	const number = (mark: string): number => {
		const found = row.versions.find((each) => each.version === mark)
		return found === undefined ? 0 : found.inForce ? Number.POSITIVE_INFINITY : found.number
	}
	return number(one) > number(other) ? { from: other, to: one } : { from: one, to: other }
}
