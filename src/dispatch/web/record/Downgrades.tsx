import { useState } from 'react'
import type { z } from 'zod'
import { useAct, useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { type Column, DataTable } from '#kernel/web/parts/DataTable.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { decideDowngrade, listDowngrades } from '../../contract/record.ts'
import { useTerms } from '../shared/terms.ts'

type Row = z.output<(typeof listDowngrades)['output']>['rows'][number]

/** D229. Oldest first; the chosen one is confirmed or refused by a key. */
export function Downgrades() {
	const t = useWords()
	const view = useView(listDowngrades, {}, { topics: ['dispatch.downgrade.'], every: 30_000, keep: true })
	return (
		<Pane
			title={t('dispatch.record.queue')}
			note={t('dispatch.record.queue.note')}
			tools={<RuleTag id="D226" />}
			level={1}
			className="record"
		>
			<Show view={view} doing={t('dispatch.record.doing')} title={t('dispatch.record.failed')}>
				{({ rows }) => <Queue rows={rows} refresh={view.refresh} />}
			</Show>
		</Pane>
	)
}

function Queue({ rows, refresh }: { readonly rows: readonly Row[]; readonly refresh: () => void }) {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const [picked, setPicked] = useState<string | null>(null)
	const [said, setSaid] = useState<string | null>(null)
	const act = useAct(decideDowngrade)
	const chosen = rows.find((row) => row.id === picked) ?? rows[0]
	const classOf = (of: Row['before']) =>
		t('dispatch.record.class', { type: terms.type(of.type), priority: of.priority })
	const decide = async (decision: 'confirmed' | 'refused'): Promise<void> => {
		if (chosen === undefined) return
		const answer = await act.perform({ downgrade: chosen.id, version: chosen.version, decision })
		if (answer !== null) setSaid(`dispatch.record.${decision}`)
		refresh()
	}
	const columns: readonly Column<Row>[] = [
		{ key: 'number', head: t('dispatch.col.number'), width: 100, cell: (row) => <b className="mono">{row.number}</b> },
		{
			key: 'class',
			head: t('dispatch.record.before'),
			wraps: true,
			cell: (row) => (
				<>
					<div>{classOf(row.before)}</div>
					<div className="warn">→ {classOf(row.after)}</div>
					<div className="t3 sm">
						{say(row.station)} · {when(row.at)}
					</div>
				</>
			),
		},
	]
	return (
		<>
			<DataTable<Row>
				label={t('dispatch.record.queue')}
				keys
				rows={rows}
				rowKey={(row) => row.id}
				selected={chosen?.id ?? null}
				onSelect={(row) => setPicked(row.id)}
				two={() => true}
				columns={columns}
				empty={<Empty title={t('dispatch.record.queue.none')}>{t('dispatch.record.queue.none.why')}</Empty>}
			/>
			<div className="pad row wrap record-do">
				{chosen === undefined ? null : (
					<>
						<Button kind="go" main keys="G" busy={act.busy} onPress={() => void decide('confirmed')}>
							{t('dispatch.record.confirm')}
						</Button>
						<Button keys="X" busy={act.busy} onPress={() => void decide('refused')}>
							{t('dispatch.record.refuse')}
						</Button>
					</>
				)}
				<span role="status">{said === null ? null : t(said)}</span>
			</div>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.record.notDone')} />}
		</>
	)
}
