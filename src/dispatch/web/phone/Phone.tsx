import { useEffect, useState } from 'react'
import { useLink, useView, type Viewed } from '#kernel/web/client.ts'
import { isOpen, useOutbox } from '#kernel/web/outbox/use-outbox.ts'
import { useTitle } from '#kernel/web/page.tsx'
import { DrillBand } from '#kernel/web/parts/DrillBand.tsx'
import { Icon, type IconName } from '#kernel/web/parts/Icon.tsx'
import { OfflineBand } from '#kernel/web/parts/OfflineBand.tsx'
import { Printed } from '#kernel/web/parts/Printed.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { z } from 'zod'
import { mineUnit } from '../../contract/units.ts'
import { Earlier } from './Earlier.tsx'
import { Help } from './Help.tsx'
import { NoIncident } from './NoIncident.tsx'
import { OnIncident } from './OnIncident.tsx'
import { projected } from './projected.ts'
import { PhoneHead } from './PhoneHead.tsx'
import { usePhotoSending } from './Photo.tsx'
import { Shift } from './Shift.tsx'
import { SignOn } from './SignOn.tsx'
import { WaitingBand } from './Waiting.tsx'
import './phone.css'

export type Mine = z.output<(typeof mineUnit)['output']>

type Tab = 'incident' | 'list' | 'shift'

/** The officer's phone: one incident, the next status as one big button. */
export function Phone() {
	const t = useWords()
	const { session, view } = useSession()
	const link = useLink()
	const mine = useView(mineUnit, {}, { enabled: session !== null, topics: ['dispatch.'], every: 10_000, keep: true })
	useTitle(t('dispatch.unit.title'))
	if (view.output === undefined) return null
	if (session === null)
		return (
			<main className="phone-door">
				<a className="big-act" href="/sign-in?to=%2Funit">
					{t('dispatch.phone.signIn')}
				</a>
			</main>
		)
	return <Inside mine={mine} post={session.post.id} drill={session.post.drill} link={link} />
}

type InsideProps = {
	readonly mine: Viewed<Mine>
	readonly post: string
	readonly drill: boolean
	readonly link: ReturnType<typeof useLink>
}

function Inside({ mine, post, drill, link }: InsideProps) {
	const t = useWords()
	const { items } = useOutbox(post)
	usePhotoSending(items)
	const [tab, setTab] = useState<Tab>('incident')
	const known = mine.output === undefined ? undefined : projected(mine.output, items)
	const { refresh } = mine
	// What was answered since is asked anew, so that nothing stands as kept and as entered.
	const answered = items.filter((item) => !isOpen(item)).length
	useEffect(() => {
		if (answered > 0) refresh()
	}, [answered, refresh])
	return (
		<div className="phone">
			<DrillBand />
			<PhoneHead mine={known} up={link.up} />
			{!link.up && <OfflineBand since={link.since}>{t('dispatch.phone.offline')}</OfflineBand>}
			{known?.unit != null && <Help unit={known.unit.id} post={post} drill={drill} />}
			<WaitingBand post={post} onOpen={() => setTab('shift')} />
			<main className="phone-main">
				<Show view={{ ...mine, output: known }} doing={t('dispatch.phone.doing')}>
					{(shown) => <Page mine={shown} tab={tab} refresh={refresh} />}
				</Show>
			</main>
			<Printed every={60_000} />
			<Tabs tab={tab} onTab={setTab} earlier={known?.earlier.length ?? 0} />
		</div>
	)
}

function Page({ mine, tab, refresh }: { readonly mine: Mine; readonly tab: Tab; readonly refresh: () => void }) {
	if (tab === 'list') return <Earlier mine={mine} />
	if (tab === 'shift') return <Shift mine={mine} refresh={refresh} />
	if (mine.unit === null) return <SignOn mine={mine} refresh={refresh} />
	if (mine.incident === null) return <NoIncident mine={mine} unit={mine.unit} refresh={refresh} />
	return <OnIncident key={mine.incident.id} mine={mine} unit={mine.unit} incident={mine.incident} refresh={refresh} />
}

const tabs: readonly { readonly key: Tab; readonly icon: IconName }[] = [
	{ key: 'incident', icon: 'pin' },
	{ key: 'list', icon: 'file' },
	{ key: 'shift', icon: 'person' },
]

function Tabs({
	tab,
	onTab,
	earlier,
}: {
	readonly tab: Tab
	readonly onTab: (tab: Tab) => void
	readonly earlier: number
}) {
	const t = useWords()
	return (
		<nav className="phone-tabs" aria-label={t('dispatch.phone.tabs')}>
			{tabs.map(({ key, icon }) => (
				<button key={key} type="button" aria-current={key === tab ? 'page' : undefined} onClick={() => onTab(key)}>
					<Icon name={icon} size={20} />
					{t(`dispatch.phone.tab.${key}`, { n: earlier })}
				</button>
			))}
		</nav>
	)
}
