import { useState } from 'react'
import { type DeadlineSum, showDeadline } from '../../../deadlines/contract.ts'
import type { z } from 'zod'
import { useView } from '../../client.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { Note } from '../../parts/Note.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { Section } from '../../parts/Section.tsx'
import { Select } from '../../parts/Select.tsx'
import { Show } from '../../parts/Show.tsx'
import { Tide, Timer } from '../../parts/Tide.tsx'
import { useSay, useWords } from '../../words.ts'
import { Acts } from './Acts.tsx'
import { asDrawn } from './drawn.ts'
import { Regime } from './Regime.tsx'
import { Sum } from './Sum.tsx'
import { wallEnd, wallText } from './wall.ts'

type Shown = z.output<typeof showDeadline.output>

/** One deadline, opened: where it stands, its sum, its rule, its pauses and where the duty went. */
export function Opened({ id }: { readonly id: string }) {
	const t = useWords()
	const view = useView(showDeadline, { id }, { keep: true, topics: ['deadlines.deadline.'] })
	return (
		<Pane title={t('deadlines.sum')} reads>
			<Show view={view} ask={{ action: showDeadline.name }} doing={t('deadlines.doing')} title={t('deadlines.failed')}>
				{(shown) => <Whole key={shown.row.id} shown={shown} onChanged={view.refresh} />}
			</Show>
		</Pane>
	)
}

function Whole({ shown, onChanged }: { readonly shown: Shown; readonly onChanged: () => void }) {
	const t = useWords()
	const [n, setN] = useState<string>('')
	const sum = shown.sums.find((one) => String(one.n) === n) ?? shown.sums[0]
	return (
		<>
			<Facts shown={shown} sum={sum} onChanged={onChanged} />
			{shown.sums.length < 2 ? null : (
				<div className="pad">
					<Select
						label={t('deadlines.sums')}
						value={String(sum?.n ?? '')}
						onChange={setN}
						choices={shown.sums.map((one) => ({
							value: String(one.n),
							label: `${one.n} · ${t(`deadlines.cause.${one.cause}`)} · ${wallText(one.at, one.zone)}`,
						}))}
					/>
				</div>
			)}
			{sum === undefined ? null : (
				<>
					<Sum sum={sum} grounds={shown.regime.body.pauses} />
					<Note kind={sum.agrees ? 'good' : 'bad'} title={t(sum.agrees ? 'deadlines.agrees' : 'deadlines.differs')} />
				</>
			)}
			<Section title={t('deadlines.rule')} note={`${shown.regime.key} ${shown.regime.version}`} />
			<Regime body={shown.regime.body} />
			<History shown={shown} zone={shown.row.zone} />
		</>
	)
}

function Facts(props: {
	readonly shown: Shown
	readonly sum: DeadlineSum | undefined
	readonly onChanged: () => void
}) {
	const t = useWords()
	const say = useSay()
	const { row, calendar } = props.shown
	const { zone } = row
	const from = calendar.agencyName === null ? t('deadlines.ships') : say(calendar.agencyName)
	return (
		<>
			<div className="row wrap pad">
				<b>{say(row.regimeName)}</b>
				{row.liberty ? <span className="lib">{t('deadlines.liberty')}</span> : null}
				<span className="sp" />
				<Tide deadline={asDrawn(row, say(row.dutyName))} />
				<Timer deadline={asDrawn(row, say(row.dutyName))} what={say(row.regimeName)} />
			</div>
			<dl className="facts">
				<dt>{t('deadlines.stage')}</dt>
				<dd>
					{t(`deadlines.stage.${row.stage}`)} {row.stage === 'breached' ? <Timer deadline={asDrawn(row)} /> : null}
				</dd>
				<dt>{t('deadlines.from')}</dt>
				<dd>{wallText(row.from, zone)}</dd>
				<dt>{t('deadlines.due')}</dt>
				<dd>{wallEnd(row.due, zone)}</dd>
				<dt>{t('deadlines.owner')}</dt>
				<dd>{say(row.agencyName)}</dd>
				<dt>{t('deadlines.duty')}</dt>
				<dd>{say(row.dutyName)}</dd>
				<dt>{t('deadlines.calendar')}</dt>
				<dd>{t('deadlines.edition', { n: calendar.version, from })}</dd>
				{row.breachedAt === null ? null : (
					<>
						<dt>{t('deadlines.breached')}</dt>
						<dd>{wallText(row.breachedAt, zone)}</dd>
					</>
				)}
			</dl>
			<Acts shown={props.shown} onChanged={props.onChanged} />
		</>
	)
}

function History({ shown, zone }: { readonly shown: Shown; readonly zone: string }) {
	const t = useWords()
	const say = useSay()
	const nameOf = (ground: string | null): string => {
		if (ground === null) return t('deadlines.protected')
		const { pauses, extensions } = shown.regime.body
		const found = [...pauses, ...extensions].find((one) => one.ground === ground)
		return found === undefined ? ground : say(found.name)
	}
	const lines = [
		...shown.pauses.map((one) => ({
			at: one.from,
			what: t('deadlines.paused', { ground: nameOf(one.ground), until: wallText(one.resumed ?? one.until, zone) }),
		})),
		...shown.extensions.map((one) => ({
			at: one.at,
			what: t('deadlines.extended', {
				ground: nameOf(one.ground),
				length: t(`deadlines.unit.${shown.regime.body.unit}`, { count: one.amount }),
			}),
		})),
		...shown.rungs.map((one) => ({
			at: one.at,
			what: `${t(`deadlines.rung.${one.why}`, { to: say(one.agencyName) })} ${
				one.acknowledgedAt === null
					? t('deadlines.rung.waits')
					: t('deadlines.rung.acknowledged', { at: wallText(one.acknowledgedAt, zone) })
			}`,
		})),
	].sort((a, b) => b.at.localeCompare(a.at))
	if (lines.length === 0) return null
	return (
		<>
			<Section title={t('deadlines.history')} note={lines.length} />
			<DataTable
				label={t('deadlines.history')}
				rows={lines}
				rowKey={(line) => `${line.at} ${line.what}`}
				columns={[
					{ key: 'at', head: t('deadlines.at'), width: 124, cell: (line) => wallText(line.at, zone) },
					{ key: 'what', head: t('deadlines.happened'), wraps: true, cell: (line) => line.what },
				]}
			/>
		</>
	)
}
