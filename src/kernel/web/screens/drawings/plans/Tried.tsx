import type { Trial } from '../../../../matters/contract/plans.ts'
import { DataTable } from '../../../parts/DataTable.tsx'
import { MatterLink } from '../../../parts/MatterLink.tsx'
import { Note } from '../../../parts/Note.tsx'
import { count } from '../../../times.ts'
import { useSay, useWords } from '../../../words.ts'
import type { Place } from './elements.ts'

/** What the dry run found. */
export function Tried({ trial, places }: { readonly trial: Trial; readonly places: readonly Place[] }) {
	const t = useWords()
	const { of, moves, stays } = trial
	return (
		<>
			<div className="pad">
				<Note
					live
					kind={moves === of ? 'good' : 'warn'}
					title={
						<>
							<b>{t('drawings.plans.sum', { of: count(of), moves: count(moves), stays: count(of - moves) })}</b>
							{moves === of ? null : <LostBy />}
						</>
					}
				>
					{t('drawings.plans.sum.whole')}
				</Note>
			</div>
			{stays.length === 0 ? null : <Stays stays={stays} places={places} />}
		</>
	)
}

/** M41. The rule by which a matter is left whole rather than lose a token, a wait or a running deadline. */
export function LostBy() {
	return (
		<>
			{' '}
			<span className="rule">M41</span>
		</>
	)
}

type Stay = Trial['stays'][number]

/** Matters left whole on the old version, and what each would lose. */
export function Stays({ stays, places }: { readonly stays: readonly Stay[]; readonly places: readonly Place[] }) {
	const t = useWords()
	const say = useSay()
	const nameOf = (id: string): string => places.find((place) => place.id === id)?.name ?? id
	return (
		<DataTable<Stay & { readonly n: number }>
			label={t('drawings.plans.stays')}
			rows={stays.map((stay, n) => ({ ...stay, n }))}
			rowKey={(row) => row.matter ?? `hidden ${row.n}`}
			columns={[
				{
					key: 'matter',
					head: t('drawings.col.matter'),
					width: 140,
					cell: (row) =>
						row.matter === null ? (
							<span className="t3">{t('drawings.plans.unseen')}</span>
						) : (
							<MatterLink kind={row.kind} id={row.matter} />
						),
				},
				{
					key: 'losses',
					head: t('drawings.plans.losses'),
					wraps: true,
					cell: (row) =>
						row.losses.map((loss) => (
							<div key={`${loss.element} ${loss.en}`}>
								<b>{nameOf(loss.element)}</b> <span className="t2">{say(loss)}</span>
							</div>
						)),
				},
			]}
		/>
	)
}
