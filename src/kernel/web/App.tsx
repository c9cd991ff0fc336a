import { Suspense, useEffect, useMemo } from 'react'
import { Redirect, Route, Switch, useLocation } from 'wouter'
import { useMay } from './may.ts'
import { ScreensContext } from './opening.ts'
import { PageProvider } from './page.tsx'
import { DrillBand } from './parts/DrillBand.tsx'
import { Empty } from './parts/Empty.tsx'
import { Loading } from './parts/Loading.tsx'
import { LockScreen } from './parts/LockScreen.tsx'
import { Problem } from './parts/Problem.tsx'
import { Shell } from './parts/Shell.tsx'
import { type Alarm, barOf, homeOf, type Overlay, type PaletteProvider, type Screen } from './screen.ts'
import { SessionLanguage, SessionProvider, useSession } from './session.tsx'
import { useIdleLock } from './idle.ts'
import { useWords } from './words.ts'

type AppProps = {
	readonly screens: readonly Screen[]
	readonly providers: readonly PaletteProvider[]
	readonly alarms: readonly Alarm[]
	readonly overlays: readonly Overlay[]
}

/** The staff app: sign-in first, then the frame with the screens the post may use. */
export function App({ screens, providers, alarms, overlays }: AppProps) {
	return (
		<SessionProvider>
			<SessionLanguage />
			<PageProvider>
				<Rooms screens={screens} providers={providers} alarms={alarms} overlays={overlays} />
			</PageProvider>
		</SessionProvider>
	)
}

function Rooms({ screens, providers, alarms, overlays }: AppProps) {
	const { view, session } = useSession()
	const [path] = useLocation()
	if (view.output === undefined)
		return view.problem === null ? (
			<Loading rows={6} />
		) : (
			<div className="pad">
				<Problem problem={view.problem} again={view.refresh} />
			</div>
		)
	if (session === null) {
		const open = screens.filter((screen) => screen.open === true)
		return (
			<Switch>
				{open.map((screen) => (
					<Route key={screen.key} path={screen.path} component={screen.component} />
				))}
				<Route>
					{
						<Redirect
							to={`/sign-in${path === '/' || path === '/sign-in' ? '' : `?to=${encodeURIComponent(path)}`}`}
							replace
						/>
					}
				</Route>
			</Switch>
		)
	}
	if (session.locked)
		return (
			<>
				{/* What a post may is not told to a locked desk; the views behind these show no names and refuse by themselves. */}
				<DrillBand />
				<Overlays overlays={overlays} />
				<LockScreen session={session} alarms={alarms} />
			</>
		)
	return <Desk screens={screens.filter((screen) => screen.open !== true)} providers={providers} overlays={overlays} />
}

function Overlays({ overlays }: { readonly overlays: readonly Overlay[] }) {
	return (
		<Suspense fallback={null}>
			{overlays.map(({ key, component: Over }) => (
				<Over key={key} />
			))}
		</Suspense>
	)
}

function Desk({ screens, providers, overlays }: Omit<AppProps, 'alarms'>) {
	const t = useWords()
	const may = useMay()
	useIdleLock()
	const offered = useMemo(
		() => screens.filter((screen) => screen.needs === null || may === null || may.has(screen.needs)),
		[screens, may],
	)
	const finding = useMemo(
		() => providers.filter(({ needs }) => needs === undefined || may === null || may.has(needs)),
		[providers, may],
	)
	const above = useMemo(() => overlays.filter(({ needs }) => may?.has(needs) === true), [overlays, may])
	const { session } = useSession()
	const first = barOf(offered, session?.post.kind)[0]
	const [path] = useLocation()
	const here =
		offered.find((screen) => screen.path === path) ?? offered.find((screen) => matches(screen.path, path)) ?? null
	return (
		<ScreensContext value={offered}>
			<Shell screens={offered} here={here} providers={finding} above={<Overlays overlays={above} />}>
				<Switch>
					{offered
						.filter((screen) => screen.away !== true)
						.map((screen) => (
							<Route key={screen.key} path={screen.path} component={screen.component} />
						))}
					<Route path="/">
						{may === null ? (
							<Loading rows={6} />
						) : first === undefined ? (
							<Empty title={t('web.nothing-here')} />
						) : (
							<GoTo screen={first} />
						)}
					</Route>
					<Route path="/sign-in">{<Redirect to="/" replace />}</Route>
					<Route>
						{may === null ? (
							<Loading rows={6} />
						) : (
							<Empty title={t('web.nothing-here')}>{t('web.nothing-here.why')}</Empty>
						)}
					</Route>
				</Switch>
			</Shell>
		</ScreensContext>
	)
}

/** Goes to the first screen of a post; a page of its own is loaded anew. */
function GoTo({ screen }: { readonly screen: Screen }) {
	useEffect(() => {
		if (screen.away === true) location.replace(homeOf(screen))
	}, [screen])
	return screen.away === true ? null : <Redirect to={homeOf(screen)} replace />
}

/** Whether a path stands under a screen's pattern, so that `/incidents/X1` lights up its own screen. */
function matches(pattern: string, path: string): boolean {
	const wanted = pattern.split('/')
	const given = path.split('/')
	if (given.length > wanted.length) return false
	return wanted.every(
		(part, at) => part === given[at] || (part.startsWith(':') && (given[at] !== undefined || part.endsWith('?'))),
	)
}
