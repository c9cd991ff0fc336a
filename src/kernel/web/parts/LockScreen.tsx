import { type ReactNode, useMemo, useState } from 'react'
import { demoPeople } from '../../identity/contract/organisation.ts'
import { sessionTakeOver, sessionUnlock } from '../../identity/contract/session.ts'
import { type Alarm, isAlarm } from '../screen.ts'
import { useAct, useStream, useView } from '../client.ts'
import { renewSession, type Session, useSession } from '../session.tsx'
import { clockTime, count } from '../times.ts'
import { useLanguage, useWords } from '../words.ts'
import { Button } from './Button.tsx'
import { Gate } from './Gate.tsx'
import { type GivenKeys, KeysForm } from './KeysForm.tsx'
import { Note } from './Note.tsx'
import { Pane } from './Pane.tsx'
import { Problem } from './Problem.tsx'
import { Select } from './Select.tsx'

/** A locked desk: no names, alarms go on, its own person unlocks, a colleague takes over with the live work. */
export function LockScreen({
	session,
	alarms: listed,
}: {
	readonly session: Session
	readonly alarms: readonly Alarm[]
}) {
	const t = useWords()
	const zh = useLanguage() === 'zh'
	const { mode } = useSession()
	const unlock = useAct(sessionUnlock)
	const over = useAct(sessionTakeOver)
	const alarms = useAlarms(listed)
	const open = async (keys: GivenKeys): Promise<void> => {
		if ((await unlock.perform({ keys })) !== null) await renewSession()
	}
	const take = async (keys: GivenKeys): Promise<void> => {
		if ((await over.perform({ keys })) !== null) await renewSession()
	}
	const agency = zh ? session.post.agency.nameZh : session.post.agency.nameEn
	return (
		<Gate title={t('web.lock.title', { post: t(`web.post.${session.post.kind}`), agency })} single>
			<div className="col">
				{session.holds.length === 0 ? null : (
					<Note kind="warn" title={t('web.lock.live')}>
						{session.holds.map((hold) => t(`web.lock.hold.${hold}`)).join(' · ')}
					</Note>
				)}
				<Note
					kind={alarms.n > 0 ? 'bad' : 'plain'}
					live
					title={alarms.n > 0 ? t('web.lock.alarms', { count: count(alarms.n) }) : t('web.lock.quiet')}
				>
					{alarms.at === null ? t('web.lock.alarms.why') : t('web.lock.alarms.last', { time: clockTime(alarms.at) })}
				</Note>
				<div className="locked">
					<Pane title={t('web.lock.own')}>
						<div className="way">
							{unlock.problem === null ? null : <Problem problem={unlock.problem} title={t('web.lock.still')} />}
							{mode === 'demo' ? (
								<Button
									kind="go"
									main
									wide
									keys="Enter"
									busy={unlock.busy}
									onPress={() => void open({ method: 'demo', post: session.post.id })}
								>
									{t('web.lock.unlock')}
								</Button>
							) : (
								<KeysForm
									account={session.person.account}
									verb={t('web.lock.unlock')}
									busy={unlock.busy}
									onKeys={(keys) => void open(keys)}
								/>
							)}
						</div>
					</Pane>
					<TakeOver busy={over.busy} demo={mode === 'demo'} onKeys={(keys) => void take(keys)}>
						{over.problem === null ? null : <Problem problem={over.problem} title={t('web.lock.still')} />}
					</TakeOver>
				</div>
			</div>
		</Gate>
	)
}

function TakeOver({
	busy,
	demo,
	onKeys,
	children,
}: {
	readonly busy: boolean
	readonly demo: boolean
	readonly onKeys: (keys: GivenKeys) => void
	readonly children: ReactNode
}) {
	const t = useWords()
	const [asked, setAsked] = useState(false)
	return (
		<Pane title={t('web.lock.colleague')}>
			<div className="way">
				<p className="t2">{t('web.lock.colleague.why')}</p>
				{children}
				{!asked ? (
					<Button onPress={() => setAsked(true)}>{t('web.lock.take')}</Button>
				) : demo ? (
					<DemoColleague busy={busy} onKeys={onKeys} />
				) : (
					<KeysForm verb={t('web.lock.take')} busy={busy} onKeys={onKeys} />
				)}
			</div>
		</Pane>
	)
}

/** In the demo a colleague is picked from its people. */
function DemoColleague({ busy, onKeys }: { readonly busy: boolean; readonly onKeys: (keys: GivenKeys) => void }) {
	const t = useWords()
	const zh = useLanguage() === 'zh'
	const view = useView(demoPeople, {})
	const [post, setPost] = useState('')
	const choices = (view.output?.agencies ?? []).flatMap(({ agency, posts }) =>
		posts.map((each) => ({
			value: each.post,
			label: `${t(`web.post.${each.kind}`)} ${zh ? each.nameZh : each.nameEn}`,
			group: zh ? agency.nameZh : agency.nameEn,
		})),
	)
	return (
		<>
			<Select label={t('web.lock.as')} value={post} choices={choices} onChange={setPost} prompt="–" />
			<Button
				kind="go"
				main
				busy={busy}
				notYet={post === '' ? t('web.lock.pick') : undefined}
				onPress={() => onKeys({ method: 'demo', post })}
			>
				{t('web.lock.take')}
			</Button>
		</>
	)
}

/** W11. Alarms that came in while locked: their number and time, nothing of their content. */
function useAlarms(listed: readonly Alarm[]): { readonly n: number; readonly at: number | null } {
	const [alarms, setAlarms] = useState<{ readonly n: number; readonly at: number | null }>({ n: 0, at: null })
	const topics = useMemo(() => [...new Set(listed.map((alarm) => alarm.topic))], [listed])
	useStream(topics, (event) => {
		if (isAlarm(listed, event)) setAlarms((was) => ({ n: was.n + 1, at: Date.now() }))
	})
	return alarms
}
