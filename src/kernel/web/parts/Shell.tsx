import { type ReactNode, Suspense, useMemo, useState } from 'react'
import { useLocation } from 'wouter'
import { useLink } from '../client.ts'
import { useKeys } from '../keyboard.ts'
import { useLent, useTitle } from '../page.tsx'
import { barOf, homeOf, type PaletteEntry, type PaletteProvider, type Screen } from '../screen.ts'
import { useSession } from '../session.tsx'
import { useWords } from '../words.ts'
import { CommandPalette } from './CommandPalette.tsx'
import { DrillBand } from './DrillBand.tsx'
import { Foot } from './Foot.tsx'
import { KeyHelp } from './KeyHelp.tsx'
import { Loading } from './Loading.tsx'
import { OfflineBand } from './OfflineBand.tsx'
import { Printed } from './Printed.tsx'
import { TopBar } from './TopBar.tsx'

/** The frame of every staff screen: skip link, top bar, offline band, the screen, foot, palette and key help. */
export function Shell(props: {
	readonly screens: readonly Screen[]
	readonly here: Screen | null
	readonly providers: readonly PaletteProvider[]
	/** What stands above the screen (W91). */
	readonly above?: ReactNode
	readonly children: ReactNode
}) {
	const t = useWords()
	const { session, mode } = useSession()
	const lent = useLent()
	const link = useLink()
	const [, navigate] = useLocation()
	const [layer, setLayer] = useState<'palette' | 'keys' | null>(null)
	const bar = useMemo(() => barOf(props.screens, session?.post.kind), [props.screens, session?.post.kind])
	const listed = useMemo(() => props.screens.filter((screen) => screen.group !== undefined), [props.screens])
	// A screen out of the bar is still reached by the list, by its keys and by the palette.
	const reached = useMemo(
		() => [
			...bar,
			...props.screens.filter(
				(screen) => screen.order === null && (screen.shortcut !== null || screen.group !== undefined),
			),
		],
		[bar, props.screens],
	)
	useTitle(props.here === null ? t('web.name') : t(props.here.title))
	const chords = Object.fromEntries(
		reached.flatMap((screen) =>
			screen.shortcut === null ? [] : [[`G ${screen.shortcut}`, () => go(screen, navigate)]],
		),
	)
	useKeys({ ...chords, 'Ctrl K': () => setLayer('palette'), '?': () => setLayer('keys') })
	const providers = useMemo(
		() => [places(reached, navigate, t), acts(lent.entries), ...props.providers],
		[lent.entries, reached, navigate, props.providers, t],
	)
	const goes = reached.flatMap((screen) =>
		screen.shortcut === null ? [] : [{ keys: `G ${screen.shortcut}`, what: t(screen.title) }],
	)
	return (
		<div className="app">
			<a className="skip" href="#screen">
				{t('web.skip')}
			</a>
			<TopBar
				screens={bar}
				listed={listed}
				here={props.here?.key ?? null}
				session={session}
				onCommand={() => setLayer('palette')}
			/>
			<DrillBand />
			{link.up ? null : <OfflineBand since={link.since} />}
			{props.above}
			<main id="screen" className="body" tabIndex={-1}>
				<h1 className="hid">{props.here === null ? t('web.name') : t(props.here.title)}</h1>
				<Suspense fallback={<Loading rows={6} />}>{props.children}</Suspense>
			</main>
			<Foot feeds={lent.feeds} demo={mode === 'demo'} onKeys={() => setLayer('keys')} />
			<Printed />
			{layer === 'palette' ? <CommandPalette providers={providers} onClose={() => setLayer(null)} /> : null}
			{layer === 'keys' ? <KeyHelp lines={[...lent.keys, ...goes]} onClose={() => setLayer(null)} /> : null}
		</div>
	)
}

/** A page with an entry of its own is loaded; a screen is swapped in. */
function go(screen: Screen, navigate: (path: string) => void): void {
	if (screen.away === true) location.assign(homeOf(screen))
	else navigate(homeOf(screen))
}

const fits = (typed: string, entry: PaletteEntry): boolean =>
	`${entry.title} ${entry.detail ?? ''}`.toLowerCase().includes(typed.toLowerCase())

function acts(entries: readonly PaletteEntry[]): PaletteProvider {
	return { key: 'acts here', find: (typed) => entries.filter((entry) => fits(typed, entry)) }
}

function places(
	screens: readonly Screen[],
	navigate: (path: string) => void,
	t: (key: string) => string,
): PaletteProvider {
	const entries = screens.map((screen) => ({
		id: screen.key,
		title: t(screen.title),
		group: 'web.palette.screens',
		...(screen.shortcut === null ? {} : { keys: `G ${screen.shortcut}` }),
		run: () => go(screen, navigate),
	}))
	return { key: 'screens', find: (typed) => entries.filter((entry) => fits(typed, entry)) }
}
