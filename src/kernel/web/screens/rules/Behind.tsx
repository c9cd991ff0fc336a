import { useState } from 'react'
import { Link } from 'wouter'
import type { z } from 'zod'
import type { Purpose } from '../../../contract/scalars.ts'
import { draftRows, type EffectShape } from '../../../powers/contract.ts'
import { useView } from '../../client.ts'
import { useActNames, useAgencies } from '../../names.ts'
import { useOpening } from '../../opening.ts'
import { Button } from '../../parts/Button.tsx'
import { type Column, DataTable } from '../../parts/DataTable.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { PurposeGate } from '../../parts/PurposeGate.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { count } from '../../times.ts'
import { useWords } from '../../words.ts'
import type { Weighed } from './Effects.tsx'

export type BehindWhat = { readonly effect: EffectShape; readonly side: 'gains' | 'loses'; readonly of: Weighed }
type Page = z.output<typeof draftRows.output>
type Row = Page['rows'][number]

/** P20. The rows behind a number: closed until a purpose is written, then those I may see. */
export function Behind({ what, onClose }: { readonly what: BehindWhat; readonly onClose: () => void }) {
	const t = useWords()
	const nameOf = useActNames()
	const { effect, side } = what
	return (
		<section aria-label={t('rules.behind')} className="behind">
			<Section
				title={t(`rules.behind.${side}`, { post: t(`web.post.${effect.post}`) })}
				note={nameOf(effect.action)}
				tools={
					<Button kind="bare" onPress={onClose}>
						{t('web.close')}
					</Button>
				}
			/>
			<div className="pad col">
				<PurposeGate
					matter=""
					what={t('rules.behind.what', { count: count(effect[side]?.count ?? 0) })}
					closed={<p className="t2">{t('rules.behind.closed')}</p>}
				>
					{(purpose) => <Rows what={what} purpose={purpose} />}
				</PurposeGate>
			</div>
		</section>
	)
}

function Rows({ what, purpose }: { readonly what: BehindWhat; readonly purpose: Purpose }) {
	const t = useWords()
	const { effect, side, of } = what
	const [after, setAfter] = useState<readonly string[]>([])
	const last = after.at(-1)
	const view = useView(
		draftRows,
		{
			...of,
			post: effect.post,
			agency: effect.agency,
			sworn: effect.sworn ? 'yes' : 'no',
			action: effect.action,
			side,
			...(last === undefined ? {} : { after: last }),
		},
		{ purpose, keep: true },
	)
	return (
		<Show view={view} title={t('rules.behind.failed')} ask={{ action: draftRows.name }}>
			{(page) => (
				<>
					<RowTable page={page} />
					{after.length === 0 && page.next === null ? null : (
						<p className="row">
							<Button
								onPress={() => setAfter(after.slice(0, -1))}
								notYet={after.length === 0 ? t('rules.behind.first') : undefined}
							>
								{t('rules.behind.newer')}
							</Button>
							<Button
								onPress={() => setAfter(page.next === null ? after : [...after, page.next])}
								notYet={page.next === null ? t('rules.behind.last') : undefined}
							>
								{t('rules.behind.older')}
							</Button>
						</p>
					)}
				</>
			)}
		</Show>
	)
}

function RowTable({ page }: { readonly page: Page }) {
	const t = useWords()
	const opening = useOpening(page.type)
	const factOf = useFacts()
	const names = Object.keys(page.rows[0]?.facts ?? {})
	const columns: readonly Column<Row>[] = [
		{
			key: 'id',
			head: t(`web.type.${page.type}`),
			width: 150,
			cell: ({ id }) =>
				opening === null ? (
					<span className="mono">{id.slice(-12)}</span>
				) : (
					<Link href={opening(id)}>{id.slice(-12)}</Link>
				),
		},
		...names.map((name, at) => ({
			key: name,
			head: name,
			from: at === 0 ? 0 : 300 + at * 110,
			cell: (row: Row) => factOf(row.facts[name] ?? null),
		})),
	]
	return (
		<DataTable
			label={t('rules.behind')}
			rows={page.rows}
			rowKey={({ id }) => id}
			columns={columns}
			empty={<Empty title={t('rules.behind.none')}>{t('rules.behind.none.why')}</Empty>}
		/>
	)
}

function useFacts(): (fact: string | number | boolean | null) => string {
	const t = useWords()
	const agencyOf = useAgencies()
	return (fact) => {
		if (fact === null) return '–'
		if (typeof fact === 'boolean') return t(fact ? 'rules.yes' : 'rules.no')
		return typeof fact === 'number' ? count(fact) : agencyOf(fact)
	}
}
