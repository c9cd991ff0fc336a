import { sessionClose, sessionLock } from '../../identity/contract/session.ts'
import { useAct } from '../client.ts'
import { useNotices } from '../notices.tsx'
import { renewSession, type Session, useSwitch } from '../session.tsx'
import { useLanguage, useWords } from '../words.ts'
import { Icon } from './Icon.tsx'
import { useMenu } from './useMenu.ts'

/** Who sits here; opens into the other posts, lock and sign out. A desk with live work is locked, never signed out. */
export function PostMenu({ session }: { readonly session: Session }) {
	const t = useWords()
	const language = useLanguage()
	const { open, setOpen, box } = useMenu()
	const change = useSwitch()
	const close = useAct(sessionClose)
	const lock = useAct(sessionLock)
	const notices = useNotices()
	const name = (thing: { readonly nameEn: string; readonly nameZh: string }): string =>
		language === 'zh' ? thing.nameZh : thing.nameEn
	const held = session.holds.length > 0
	const leave = async (): Promise<void> => {
		setOpen(false)
		const answer = held ? await lock.perform({}) : await close.perform({})
		if (answer !== null) await renewSession()
		else notices.tell({ kind: 'bad', title: t('web.session.leave.failed') })
	}
	return (
		<div className="menu" ref={box}>
			<button type="button" className="plain post" aria-expanded={open} onClick={() => setOpen(!open)}>
				<Icon name="person" />
				<span>{t(`web.post.${session.post.kind}`)}</span>
				<span className="t3">{name(session.person)}</span>
				<Icon name="down" size={12} />
			</button>
			{open ? (
				<div>
					<div className="sec">
						<h3>{t('web.session.posts')}</h3>
					</div>
					{session.posts.map((post) => (
						<button
							key={post.id}
							type="button"
							className="item"
							aria-current={post.id === session.post.id ? 'true' : undefined}
							onClick={() => void change.to(post.id).then(() => setOpen(false))}
						>
							<b>{t(`web.post.${post.kind}`)}</b>
							<span className="t2">{name(post.agency)}</span>
							<span className="sp" />
							{post.id === session.post.id ? <Icon name="tick" /> : null}
						</button>
					))}
					<div className="sec">
						<h3>{t('web.session.desk')}</h3>
					</div>
					<button type="button" className="item" onClick={() => void lock.perform({}).then(renewSession)}>
						<Icon name="lock" />
						{t('web.session.lock')}
					</button>
					<button type="button" className="item" onClick={() => void leave()}>
						<Icon name="close" />
						{t(held ? 'web.session.leave.held' : 'web.session.leave')}
					</button>
				</div>
			) : null}
		</div>
	)
}
