import './powers.css'
import { useEffect, useMemo, useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import type { z } from 'zod'
import { agencyTree } from '../../identity/contract/organisation.ts'
import { type PostKind, postKind, showDuty, showPost } from '../../powers/contract.ts'
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
import { Pane } from '../parts/Pane.tsx'
import { RuleTag } from '../parts/RuleTag.tsx'
import { Section } from '../parts/Section.tsx'
import { Show } from '../parts/Show.tsx'
import type { PaletteEntry } from '../screen.ts'
import { useSession } from '../session.tsx'
import { useSay, useWords } from '../words.ts'
import { Could } from './powers/Could.tsx'
import { Duties } from './powers/Duties.tsx'
import { Line } from './powers/Line.tsx'
import { Texts } from './powers/Texts.tsx'

type Post = z.output<typeof showPost.output>
type Act = Post['acts'][number]

/** What the address asks for: `?act=…&id=…&agency=…&post=…`, as refusals link here. */
function useAsked(): {
	readonly act: string | null
	readonly id: string | undefined
	readonly agency: string | null
	readonly post: PostKind | null
} {
	const search = new URLSearchParams(useSearch())
	return {
		act: search.get('act'),
		id: search.get('id') ?? undefined,
		agency: search.get('agency'),
		post: postKind.safeParse(search.get('post')).data ?? null,
	}
}

/** What a post must do and may do, by which rule, in words and as the system holds it; who is above and below, and who could do the rest. */
export function Powers() {
	const t = useWords()
	const [, navigate] = useLocation()
	const { session } = useSession()
	const asked = useAsked()
	const [kind, setKind] = useState<PostKind>(asked.post ?? session?.post.kind ?? 'officer')
	const [place, setPlace] = useState(asked.agency ?? session?.post.agency.id ?? null)
	const [side, setSide] = useState<'must' | 'may'>(asked.act === null ? 'must' : 'may')
	const [chosen, setChosen] = useState<string | null>(asked.act)
	const agency = place ?? session?.post.agency.id ?? null
	const at = agency === null ? {} : { agency }
	const view = useView(showPost, { kind, ...at }, { keep: true })
	const duty = useView(showDuty, { kind, agency: agency ?? '' }, { keep: true, enabled: agency !== null })
	const nameOf = useActNames()
	const acts = view.output === undefined ? [] : inOrder(view.output.acts)
	const act = chosen ?? acts[0]?.action ?? null
	useActPalette(acts, nameOf, setChosen)
	useEffect(() => {
		if (asked.act === null) return
		setChosen(asked.act)
		setSide('may')
	}, [asked.act])
	const mine = kind === session?.post.kind && agency === session.post.agency.id
	return (
		<Columns
			columns={[
				{
					key: 'tree',
					title: t('web.powers.tree'),
					width: '268px',
					children: <Tree kind={kind} onKind={setKind} agency={agency} onAgency={setPlace} held={duty.output?.posts} />,
				},
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
								note={<PlaceNote mine={mine} duty={duty.output} />}
								tools={
									<>
										<Chips
											label={t('web.powers.side')}
											value={side}
											onChange={setSide}
											chips={[
												{ value: 'must', label: t('web.powers.must') },
												{ value: 'may', label: t('web.powers.may') },
											]}
										/>
										<Button onPress={() => navigate('/powers/tiers')}>{t('web.tiers.title')}</Button>
										<Button onPress={() => print()}>{t('web.powers.print')}</Button>
									</>
								}
							>
								{side === 'must' ? (
									<div className="scroll">
										<Show view={duty} doing={t('web.powers.doing')} title={t('web.powers.failed')}>
											{({ duties }) => <Duties duties={duties} />}
										</Show>
									</div>
								) : (
									<Show view={view} doing={t('web.powers.doing')} title={t('web.powers.failed')}>
										{(post) => <Acts post={post} chosen={act} onChoose={setChosen} />}
									</Show>
								)}
							</Pane>
							{side === 'must' ? null : (
								<Pane title={t('web.powers.texts')} note={act === null ? undefined : nameOf(act)} className="texts">
									{view.output === undefined ? null : <Texts post={view.output} act={act} />}
								</Pane>
							)}
						</>
					),
				},
				{
					key: 'who',
					title: t(side === 'must' ? 'web.powers.line' : 'web.why.title'),
					width: '368px',
					children:
						side === 'must' ? (
							<Pane title={t('web.powers.line')}>
								<Show view={duty} title={t('web.powers.failed')}>
									{({ above, below }) => <Line above={above} below={below} />}
								</Show>
							</Pane>
						) : (
							<WhoCould act={act} id={act === asked.act ? asked.id : undefined} />
						),
				},
			]}
		/>
	)
}

function PlaceNote({
	mine,
	duty,
}: {
	readonly mine: boolean
	readonly duty: z.output<typeof showDuty.output> | undefined
}) {
	const t = useWords()
	const say = useSay()
	if (mine) return t('web.powers.yours')
	return duty === undefined ? null : say(duty.agency)
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

function Tree(props: {
	readonly kind: PostKind
	readonly onKind: (kind: PostKind) => void
	readonly agency: string | null
	readonly onAgency: (agency: string) => void
	/** Kinds of post held there today. */
	readonly held: readonly { readonly post: PostKind; readonly holders: number }[] | undefined
}) {
	const { kind, onKind, agency, onAgency, held } = props
	const t = useWords()
	const { session } = useSession()
	const view = useView(agencyTree, {})
	const here = agency === session?.post.agency.id
	return (
		<Pane title={t('web.powers.tree')} foot={<span className="sm t2">{t('web.powers.belong')}</span>}>
			<AgencyTree agencies={view.output?.agencies ?? []} chosen={agency} onChoose={onAgency} />
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
						head: t('web.powers.held'),
						width: 84,
						right: true,
						cell: (each) =>
							here && each === session?.post.kind ? (
								<span className="t2">{t('web.powers.mine')}</span>
							) : (
								<span className="t3">{held?.find((one) => one.post === each)?.holders}</span>
							),
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

function WhoCould({ act, id }: { readonly act: string | null; readonly id: string | undefined }) {
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
				<>
					{id === undefined ? null : <Explained key={`${act} ${id}`} act={act} id={id} />}
					<Could key={act} act={act} id={id} />
				</>
			)}
		</Pane>
	)
}
