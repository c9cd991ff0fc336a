import './powers.css'
import { useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import type { z } from 'zod'
import { agencyTree } from '../../identity/contract/organisation.ts'
import { listRules, type PostKind, postKind, showPost } from '../../powers/contract.ts'
import { useView } from '../client.ts'
import { useActNames } from '../names.ts'
import { usePalette } from '../page.tsx'
import { AgencyTree } from '../parts/AgencyTree.tsx'
import { Button } from '../parts/Button.tsx'
import { Chips } from '../parts/Chips.tsx'
import { Columns } from '../parts/Columns.tsx'
import { type Column, DataTable } from '../parts/DataTable.tsx'
import { Empty } from '../parts/Empty.tsx'
import { Explained } from '../parts/Explained.tsx'
import { Icon } from '../parts/Icon.tsx'
import { Pane } from '../parts/Pane.tsx'
import { policyOf } from '../parts/RuleText.tsx'
import { RuleTag } from '../parts/RuleTag.tsx'
import { Section } from '../parts/Section.tsx'
import { Show } from '../parts/Show.tsx'
import type { PaletteEntry } from '../screen.ts'
import { useSession } from '../session.tsx'
import { day } from '../times.ts'
import { useSay, useWords } from '../words.ts'

type Post = z.output<typeof showPost.output>
type Act = Post['acts'][number]

/** What a post may do, by which rule, in words and as the system holds it; and who could do the rest. */
export function Powers() {
	const t = useWords()
	const { session } = useSession()
	const [kind, setKind] = useState<PostKind>(session?.post.kind ?? 'officer')
	const [chosen, setChosen] = useState<string | null>(null)
	const view = useView(showPost, { kind }, { keep: true })
	const nameOf = useActNames()
	const acts = view.output === undefined ? [] : inOrder(view.output.acts)
	const act = chosen ?? acts[0]?.action ?? null
	useActPalette(acts, nameOf, setChosen)
	return (
		<Columns
			columns={[
				{ key: 'tree', title: t('web.powers.tree'), width: '268px', children: <Tree kind={kind} onKind={setKind} /> },
				{
					key: 'post',
					title: t('web.powers.post'),
					width: '1fr',
					children: (
						<>
							<Pane
								level={1}
								still
								title={t(`web.post.${kind}`)}
								note={kind === session?.post.kind ? t('web.powers.yours') : t('web.powers.of-others')}
								tools={<Button onPress={() => print()}>{t('web.powers.print')}</Button>}
							>
								<Show view={view} doing={t('web.powers.doing')} title={t('web.powers.failed')}>
									{(post) => <Acts post={post} chosen={act} onChoose={setChosen} />}
								</Show>
							</Pane>
							<Pane title={t('web.powers.texts')} note={act === null ? undefined : nameOf(act)} className="texts">
								{view.output === undefined ? null : <Texts post={view.output} act={act} />}
							</Pane>
						</>
					),
				},
				{
					key: 'who',
					title: t('web.why.title'),
					width: '368px',
					children: <WhoCould act={act} />,
				},
			]}
		/>
	)
}

/** Every act of the post is found by `Ctrl K`. */
function useActPalette(
	acts: readonly Act[],
	nameOf: (action: string) => string,
	choose: (action: string) => void,
): void {
	const key = acts.map((act) => `${act.action} ${nameOf(act.action)}`).join('\n')
	const entries = useMemo<readonly PaletteEntry[]>(
		() =>
			key === ''
				? []
				: key.split('\n').map((line) => {
						const [action = '', ...name] = line.split(' ')
						return { id: action, title: name.join(' '), group: 'web.palette.acts', run: () => choose(action) }
					}),
		[key, choose],
	)
	usePalette(entries)
}

function Tree({ kind, onKind }: { readonly kind: PostKind; readonly onKind: (kind: PostKind) => void }) {
	const t = useWords()
	const { session } = useSession()
	const view = useView(agencyTree, {})
	return (
		<Pane title={t('web.powers.tree')} foot={<span className="sm t2">{t('web.powers.belong')}</span>}>
			<AgencyTree agencies={view.output?.agencies ?? []} chosen={session?.post.agency.id} />
			<Section title={t('web.powers.posts')} note={postKind.options.length} />
			<DataTable
				label={t('web.powers.posts')}
				headless
				rows={postKind.options}
				rowKey={(each) => each}
				selected={kind}
				onSelect={onKind}
				columns={[
					{
						key: 'post',
						head: t('web.powers.post'),
						cell: (each) => (each === kind ? <b>{t(`web.post.${each}`)}</b> : t(`web.post.${each}`)),
					},
					{
						key: 'mine',
						head: t('web.powers.yours'),
						width: 84,
						right: true,
						cell: (each) => (each === session?.post.kind ? <span className="t2">{t('web.powers.mine')}</span> : null),
					},
				]}
			/>
		</Pane>
	)
}

/** Rooms of the kernel; any other room is a slice. */
const kernelRooms = ['matters', 'deadlines', 'tables', 'powers', 'ledger', 'identity', 'geo', 'spine']

/** Slices first, then the kernel's rooms; in each, acts before looks; the power to see a kind of row at all comes last. */
function inOrder(acts: readonly Act[]): readonly Act[] {
	const rank = (act: Act): number => {
		const kind = /\.(list|show|preview|explain|newest|story|tree)$/.test(act.action) ? 1 : 0
		return (act.action.endsWith('.see') ? 100 : 0) + (kernelRooms.indexOf(roomOf(act.action)) + 1) * 2 + kind
	}
	return [...acts].sort((a, b) => rank(a) - rank(b) || roomOf(a.action).localeCompare(roomOf(b.action)))
}

const roomOf = (action: string): string => action.split('.')[0] ?? ''

function Acts({
	post,
	chosen,
	onChoose,
}: {
	readonly post: Post
	readonly chosen: string | null
	readonly onChoose: (act: string) => void
}) {
	const t = useWords()
	const nameOf = useActNames()
	const say = useSay()
	const [room, setRoom] = useState('all')
	const rooms = [...new Set(inOrder(post.acts).map((act) => roomOf(act.action)))]
	const rows = inOrder(post.acts).filter((act) => room === 'all' || roomOf(act.action) === room)
	const basis = (act: Act): string => say(post.rules.find((rule) => rule.id === act.permits[0]))
	const columns: readonly Column<Act>[] = [
		{
			key: 'act',
			head: t('web.powers.col.act'),
			cell: (act) => <b>{nameOf(act.action)}</b>,
			compare: (a, b) => nameOf(a.action).localeCompare(nameOf(b.action)),
		},
		{
			key: 'on',
			head: t('web.powers.col.on'),
			width: 140,
			from: 560,
			cell: (act) => <span className="t2">{typeName(act.type, t)}</span>,
		},
		{ key: 'if', head: t('web.powers.col.basis'), from: 860, cell: (act) => <span className="t2">{basis(act)}</span> },
		{
			key: 'rule',
			head: t('web.powers.col.rule'),
			width: 116,
			cell: (act) => (
				<span className="row">
					{act.permits.slice(0, 2).map((id) => (
						<RuleTag key={id} id={id} />
					))}
					{act.permits.length > 2 ? <span className="t3 sm">+{act.permits.length - 2}</span> : null}
				</span>
			),
		},
		{
			key: 'not',
			head: t('web.powers.col.limits'),
			width: 110,
			from: 980,
			cell: (act) =>
				act.forbids.length === 0 ? (
					<span className="t3">{t('web.powers.no-limit')}</span>
				) : (
					act.forbids.map((id) => <RuleTag key={id} id={id} />)
				),
		},
	]
	return (
		<>
			<Section
				flat
				title={t('web.powers.may')}
				note={t('web.powers.may.note', { count: post.acts.length, shown: rows.length })}
				tools={
					<Chips
						label={t('web.powers.room')}
						value={room}
						onChange={setRoom}
						chips={[
							{ value: 'all', label: t('web.ledger.kind.all') },
							...rooms.map((each) => ({ value: each, label: t(`web.room.${each}`) })),
						]}
					/>
				}
			/>
			<DataTable<Act>
				scrolls
				label={t('web.powers.may')}
				keys
				rows={rows}
				rowKey={(each) => each.action}
				selected={chosen}
				onSelect={(each) => onChoose(each.action)}
				columns={columns}
				empty={<Empty title={t('web.powers.none')} />}
			/>
		</>
	)
}

function typeName(type: string, t: (key: string) => string): string {
	const key = `web.type.${type}`
	const word = t(key)
	return word === key ? type : word
}

function Texts({ post, act: action }: { readonly post: Post; readonly act: string | null }) {
	const t = useWords()
	const say = useSay()
	const act = post.acts.find((each) => each.action === action)
	if (act === undefined) return <OwnRules />
	const rules = post.rules.filter((rule) => act.permits.includes(rule.id) || act.forbids.includes(rule.id))
	return (
		<>
			{rules.map((rule) => (
				<div key={rule.id} className="two-texts">
					<div>
						<h3>
							{t('web.powers.text')} <span className="rule">{rule.id}</span>
						</h3>
						<p>{say(rule)}</p>
						<p className="sm t3">
							{t(`web.why.${rule.effect}`)} · {t(rule.published ? 'web.powers.own-rule' : 'web.powers.shipped')}
						</p>
					</div>
					<div>
						<h3>{t('web.why.held')}</h3>
						<pre className="text">{policyOf(rule.text)}</pre>
					</div>
				</div>
			))}
			<OwnRules />
		</>
	)
}

function WhoCould({ act }: { readonly act: string | null }) {
	const t = useWords()
	const nameOf = useActNames()
	return (
		<Pane title={t('web.why.title')}>
			<div className="pad">
				<p className="t3 sm">{t('web.powers.for')}</p>
				<p>
					<b>{act === null ? '–' : nameOf(act)}</b>
				</p>
				<p className="mono t3">{act}</p>
			</div>
			{act === null ? (
				<Empty title={t('web.powers.pick')} />
			) : act.endsWith('.see') ? (
				<p className="pad t2">{t('web.powers.see.why')}</p>
			) : (
				<Explained key={act} act={act} />
			)}
		</Pane>
	)
}

function OwnRules() {
	const t = useWords()
	const [, navigate] = useLocation()
	const view = useView(listRules, {})
	if (view.output === undefined || view.output.rules.length === 0)
		return <p className="shown">{t('web.powers.own.none')}</p>
	return (
		<>
			<Section title={t('web.powers.own')} note={view.output.rules.length} />
			<DataTable
				label={t('web.powers.own')}
				rows={view.output.rules}
				rowKey={(rule) => rule.id}
				onSelect={(rule) => navigate(`/powers/rules/${rule.id}`)}
				columns={[
					{
						key: 'id',
						head: t('web.powers.col.rule'),
						width: 96,
						cell: (rule) => <span className="rule">{`${rule.rule} v${rule.version}`}</span>,
					},
					{ key: 'why', head: t('web.powers.own.reason'), cell: (rule) => rule.reason },
					{ key: 'from', head: t('web.powers.own.from'), width: 110, cell: (rule) => day(rule.from) },
					{
						key: 'state',
						head: t('web.powers.own.state'),
						width: 130,
						cell: (rule) =>
							rule.inForce ? (
								<span className="good">
									<Icon name="tick" /> {t('web.powers.own.in-force')}
								</span>
							) : (
								<span className="t2">
									{t(
										rule.refused !== null
											? 'web.powers.own.refused'
											: rule.approved !== null
												? 'web.powers.own.approved'
												: rule.reviewed !== null
													? 'web.powers.own.reviewed'
													: 'web.powers.own.proposed',
									)}
								</span>
							),
					},
				]}
			/>
		</>
	)
}
