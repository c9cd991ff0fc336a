import '../powers.css'
import { useState } from 'react'
import { useLocation, useParams } from 'wouter'
import type { z } from 'zod'
import { agencyTree } from '../../../identity/contract/organisation.ts'
import { type PostKind, showTiers } from '../../../powers/contract.ts'
import { useView } from '../../client.ts'
import { useActNames } from '../../names.ts'
import { Button } from '../../parts/Button.tsx'
import { Chips } from '../../parts/Chips.tsx'
import { DataTable } from '../../parts/DataTable.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { RuleTag } from '../../parts/RuleTag.tsx'
import { Section } from '../../parts/Section.tsx'
import { Select } from '../../parts/Select.tsx'
import { Show } from '../../parts/Show.tsx'
import { useSession } from '../../session.tsx'
import { useLanguage, useSay, useWords } from '../../words.ts'

type Shown = z.output<typeof showTiers.output>
type OneTier = Shown['tiers'][number]

/** P25. Province answers for the whole, city and county fight, station prevents: the line side by side, and as a table. */
export function Tiers() {
	const t = useWords()
	const language = useLanguage()
	const { session } = useSession()
	const [, navigate] = useLocation()
	const { agency } = useParams<{ agency?: string }>()
	const tree = useView(agencyTree, {})
	const [as, setAs] = useState<'side' | 'table'>('side')
	const whole = (tree.output?.agencies ?? []).filter((each) => each.branch === null)
	const own = tree.output?.agencies.find((each) => each.id === session?.post.agency.id)
	const chosen = agency ?? (own?.branch === null ? own.id : own?.parent) ?? null
	const view = useView(showTiers, { agency: chosen ?? '' }, { enabled: chosen !== null, keep: true })
	return (
		<Pane
			level={1}
			className="tiers-page"
			title={t('web.tiers.title')}
			note={t('web.tiers.note')}
			tools={
				<span className="row tiers-tools">
					<Select
						label={t('web.tiers.line')}
						labelHidden
						value={chosen ?? ''}
						choices={whole.map((each) => ({ value: each.id, label: language === 'zh' ? each.nameZh : each.nameEn }))}
						onChange={(id) => navigate(`/powers/tiers/${id}`, { replace: true })}
					/>
					<Chips
						label={t('web.tiers.as')}
						value={as}
						onChange={setAs}
						chips={[
							{ value: 'side', label: t('web.tiers.as.side') },
							{ value: 'table', label: t('web.tiers.as.table'), keys: 'T' },
						]}
					/>
					<Button onPress={() => print()}>{t('web.powers.print')}</Button>
				</span>
			}
		>
			<Show view={view} doing={t('web.powers.doing')} title={t('web.powers.failed')}>
				{({ tiers }) => (as === 'side' ? <Side tiers={tiers} /> : <Twin tiers={tiers} />)}
			</Show>
		</Pane>
	)
}

/** The rooms acts belong to, slices first. */
const roomOf = (action: string): string => action.split('.')[0] ?? ''

function Side({ tiers }: Shown) {
	const t = useWords()
	const say = useSay()
	return (
		<div className="tiers" style={{ gridTemplateColumns: `repeat(${tiers.length}, minmax(0, 1fr))` }}>
			{tiers.map((tier) => (
				<section key={tier.agency.id} className="tier" aria-label={say(tier.agency)}>
					<h3>
						{t(`web.tier.${tier.agency.tier}`)} <span className="t2">{say(tier.agency)}</span>
					</h3>
					<p className="t2">{t(`web.tiers.says.${tier.agency.tier}`)}</p>
					<Section title={t('web.powers.posts')} note={tier.posts.length} />
					<p className="pad">{namesOf([...new Set(tier.posts.map((each) => each.post))], t)}</p>
					<Section title={t('web.powers.must')} note={tier.duties.length} />
					<ul className="pad">
						{tier.duties.map((duty) => (
							<li key={duty.source}>
								{say(duty.what)} <span className="t3">{namesOf(duty.posts, t)}</span>
							</li>
						))}
					</ul>
					<Section title={t('web.tiers.may')} note={tier.acts.length} />
					<Acts tier={tier} />
				</section>
			))}
		</div>
	)
}

function Acts({ tier }: { readonly tier: OneTier }) {
	const t = useWords()
	const nameOf = useActNames()
	const rooms = [...new Set(tier.acts.map((act) => roomOf(act.action)))].sort()
	return (
		<ul className="pad">
			{rooms.map((room) => (
				<li key={room}>
					<details>
						<summary>
							{t(`web.room.${room}`)}{' '}
							<span className="t3">{tier.acts.filter((act) => roomOf(act.action) === room).length}</span>
						</summary>
						<ul>
							{tier.acts
								.filter((act) => roomOf(act.action) === room)
								.map((act) => (
									<li key={act.action}>
										{nameOf(act.action)} <span className="t3">{namesOf(act.posts, t)}</span>
									</li>
								))}
						</ul>
					</details>
				</li>
			))}
		</ul>
	)
}

function namesOf(posts: readonly PostKind[], t: (key: string) => string): string {
	return posts.map((post) => t(`web.post.${post}`)).join(t('web.list.comma'))
}

type Line = {
	readonly key: string
	readonly name: string
	readonly is: 'must' | 'may'
	readonly cells: readonly { readonly posts: readonly PostKind[]; readonly rules: readonly string[] }[]
}

/** The same as a table: one line a duty or an act, one column a tier. */
function Twin({ tiers }: Shown) {
	const t = useWords()
	const nameOf = useActNames()
	const say = useSay()
	const duties = new Map(tiers.flatMap((tier) => tier.duties.map((duty) => [duty.source, say(duty.what)] as const)))
	const acts = [...new Set(tiers.flatMap((tier) => tier.acts.map((act) => act.action)))]
	const lines: readonly Line[] = [
		...[...duties].map(
			([source, name]): Line => ({
				key: source,
				name,
				is: 'must',
				cells: tiers.map((tier) => ({
					posts: tier.duties.find((duty) => duty.source === source)?.posts ?? [],
					rules: [],
				})),
			}),
		),
		...acts.map(
			(action): Line => ({
				key: action,
				name: nameOf(action),
				is: 'may',
				cells: tiers.map((tier) => {
					const act = tier.acts.find((each) => each.action === action)
					return { posts: act?.posts ?? [], rules: act?.rules ?? [] }
				}),
			}),
		),
	]
	return (
		<DataTable<Line>
			label={t('web.tiers.title')}
			keys
			groups={(['must', 'may'] as const).map((is) => ({
				key: is,
				title: t(is === 'must' ? 'web.powers.must' : 'web.tiers.may'),
				rows: lines.filter((line) => line.is === is),
			}))}
			rowKey={(line) => line.key}
			columns={[
				{ key: 'what', head: t('web.tiers.what'), wraps: true, cell: (line) => <b>{line.name}</b> },
				...tiers.map((tier, n) => ({
					key: tier.agency.id,
					head: t(`web.tier.${tier.agency.tier}`),
					wraps: true,
					cell: (line: Line) => {
						const cell = line.cells[n]
						return cell === undefined || cell.posts.length === 0 ? null : (
							<>
								{namesOf(cell.posts, t)}{' '}
								{cell.rules.slice(0, 2).map((rule) => (
									<RuleTag key={rule} id={rule} />
								))}
							</>
						)
					},
				})),
			]}
		/>
	)
}
