import { Link, useLocation, useSearch } from 'wouter'
import type { z } from 'zod'
import { demoPeople } from '../../identity/contract/organisation.ts'
import { sessionOpen } from '../../identity/contract/session.ts'
import { useAct, useView } from '../client.ts'
import { useKeys } from '../keyboard.ts'
import { Empty } from '../parts/Empty.tsx'
import { Gate } from '../parts/Gate.tsx'
import { Kbd } from '../parts/Kbd.tsx'
import { type GivenKeys, KeysForm } from '../parts/KeysForm.tsx'
import { Pane } from '../parts/Pane.tsx'
import { Problem } from '../parts/Problem.tsx'
import { Section } from '../parts/Section.tsx'
import { Show } from '../parts/Show.tsx'
import { renewSession, useSession } from '../session.tsx'
import { useLanguage, useWords } from '../words.ts'

type Demo = z.output<typeof demoPeople.output>
type DemoPost = Demo['agencies'][number]['posts'][number]

/** Where the person wanted to go before signing in; only paths of this app. */
export function wanted(search: string): string {
	const to = new URLSearchParams(search).get('to') ?? '/'
	return /^\/(?!\/)/.test(to) && !to.includes('\\') ? to : '/'
}

/** Sign-in: the demo's people with their posts, or password and code, or a passkey. */
export function SignIn() {
	const t = useWords()
	const language = useLanguage()
	const { mode } = useSession()
	const open = useAct(sessionOpen)
	const [, navigate] = useLocation()
	const search = useSearch()
	const enter = async (keys: GivenKeys): Promise<void> => {
		if ((await open.perform({ keys, locale: language })) === null) return
		await renewSession()
		const to = wanted(search)
		// Phone and follow-up are pages of their own.
		if (/^\/(unit|follow)\b/.test(to)) location.assign(to)
		else navigate(to, { replace: true })
	}
	const demo = mode === 'demo'
	return (
		<Gate title={t('web.sign-in.title')} single={!demo}>
			{demo ? <DemoPeople busy={open.busy} onPick={(post) => void enter({ method: 'demo', post })} /> : null}
			<Pane title={t('web.sign-in.own')}>
				<div className="way">
					{open.problem === null ? null : <Problem problem={open.problem} title={t('web.sign-in.failed')} />}
					<KeysForm verb={t('web.sign-in.enter')} busy={open.busy} onKeys={(keys) => void enter(keys)} />
					<p className="sm">
						<Link href="/enrol">{t('web.sign-in.code')}</Link>
					</p>
				</div>
				{demo ? (
					<Section title={t('web.sign-in.real')}>
						<div className="way">
							<p className="t2">{t('web.sign-in.real.how')}</p>
							<Link href="/set-up" className="btn">
								{t('web.sign-in.set-up')}
							</Link>
						</div>
					</Section>
				) : null}
			</Pane>
		</Gate>
	)
}

function DemoPeople({ busy, onPick }: { readonly busy: boolean; readonly onPick: (post: string) => void }) {
	const t = useWords()
	const view = useView(demoPeople, {})
	const picks = (view.output?.agencies ?? []).flatMap(({ agency, posts }) =>
		posts.filter((post) => post.highlight).map((post) => ({ agency, post })),
	)
	useKeys(Object.fromEntries(picks.slice(0, 9).map(({ post }, at) => [String(at + 1), () => onPick(post.post)])))
	const count = (view.output?.agencies ?? []).reduce((sum, agency) => sum + agency.posts.length, 0)
	return (
		<Pane title={t('web.sign-in.demo')} note={t('web.sign-in.demo.note', { count })}>
			<Show view={view} title={t('web.sign-in.demo.failed')}>
				{({ agencies }) =>
					count === 0 ? (
						<Empty title={t('web.sign-in.demo.empty')}>{t('web.sign-in.demo.empty.why')}</Empty>
					) : (
						<>
							{picks.length === 0 ? null : (
								<div className="picks">
									{picks.map(({ agency, post }, at) => (
										<Pick
											key={post.post}
											agency={agency}
											post={post}
											keys={at < 9 ? String(at + 1) : null}
											busy={busy}
											onPick={onPick}
										/>
									))}
								</div>
							)}
							<div className="people">
								{agencies.map(({ agency, posts }) => (
									<Agency key={agency.id} agency={agency} posts={posts} busy={busy} onPick={onPick} />
								))}
							</div>
						</>
					)
				}
			</Show>
		</Pane>
	)
}

type PickProps = { readonly busy: boolean; readonly onPick: (post: string) => void }

function Pick({
	agency,
	post,
	keys,
	busy,
	onPick,
}: PickProps & {
	readonly agency: Demo['agencies'][number]['agency']
	readonly post: DemoPost
	readonly keys: string | null
}) {
	const t = useWords()
	const zh = useLanguage() === 'zh'
	return (
		<button
			type="button"
			className="person first"
			aria-disabled={busy}
			aria-keyshortcuts={keys ?? undefined}
			onClick={() => onPick(post.post)}
		>
			<span>
				<b>{t(`web.post.${post.kind}`)}</b> <span className="t2">{zh ? post.nameZh : post.nameEn}</span>
				<br />
				<span className="t3 sm">{zh ? agency.nameZh : agency.nameEn}</span>
			</span>
			{keys === null ? null : <Kbd keys={keys} />}
		</button>
	)
}

function Agency({ agency, posts, busy, onPick }: PickProps & Demo['agencies'][number]) {
	const t = useWords()
	const zh = useLanguage() === 'zh'
	return (
		<section>
			<h3>
				{zh ? agency.nameZh : agency.nameEn} <span className="n">{posts.length}</span>
			</h3>
			{posts.map((post) => (
				<button key={post.post} type="button" className="person" aria-disabled={busy} onClick={() => onPick(post.post)}>
					<span className="el">{t(`web.post.${post.kind}`)}</span>
					<b className="el">{zh ? post.nameZh : post.nameEn}</b>
					<span className="tags">
						{post.credentials.slice(0, 2).map((name) => (
							<span key={name} className="tag">
								{t(`web.credential.${name}`)}
							</span>
						))}
					</span>
				</button>
			))}
		</section>
	)
}
