import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { homeOf, type Screen } from '../screen.ts'
import { useWords } from '../words.ts'
import { Icon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { useMenu } from './useMenu.ts'

/** W85. The screens of a post: whole names as far as there is room, the others behind one button with their keys. */
export function ScreensNav({ screens, here }: { readonly screens: readonly Screen[]; readonly here: string | null }) {
	const t = useWords()
	const bar = useRef<HTMLElement>(null)
	const room = useRoom(bar, screens)
	const { open, setOpen, box } = useMenu()
	const rest = screens.slice(room)
	const hidden = rest.find((screen) => screen.key === here)
	return (
		<div className="screens">
			<nav aria-label={t('web.nav')} ref={bar}>
				{screens.map((screen, n) => (
					<span key={screen.key} {...(n < room ? {} : { inert: true, className: 'rest' })}>
						<To screen={screen} here={here} />
					</span>
				))}
			</nav>
			{rest.length === 0 ? null : (
				<div className="menu" ref={box}>
					<button
						type="button"
						className="plain more"
						aria-expanded={open}
						aria-current={hidden === undefined ? undefined : 'true'}
						onClick={() => setOpen(!open)}
					>
						<span>{hidden === undefined ? t('web.nav.more') : t(hidden.title)}</span>
						<Icon name="down" size={12} />
					</button>
					{open ? (
						<div onClick={() => setOpen(false)}>
							{rest.map((screen) => (
								<div key={screen.key} className="item">
									<To screen={screen} here={here} />
									<span className="sp" />
									{screen.shortcut === null ? null : <Kbd keys={`G ${screen.shortcut}`} />}
								</div>
							))}
						</div>
					) : null}
				</div>
			)}
		</div>
	)
}

function To({ screen, here }: { readonly screen: Screen; readonly here: string | null }) {
	const t = useWords()
	if (screen.away === true) return <a href={homeOf(screen)}>{t(screen.title)}</a>
	return (
		<Link href={homeOf(screen)} aria-current={screen.key === here ? 'page' : undefined}>
			{t(screen.title)}
		</Link>
	)
}

/** How many of the bar's children stand in its first row; the others wrap below it, where they are not seen. */
function useRoom(bar: RefObject<HTMLElement | null>, screens: readonly Screen[]): number {
	const [room, setRoom] = useState(screens.length)
	useLayoutEffect(() => {
		const list = bar.current
		if (list === null) return
		const measure = (): void => {
			const children = [...list.children].filter((child) => child instanceof HTMLElement)
			const first = children[0]?.offsetTop ?? 0
			const below = children.findIndex((child) => child.offsetTop > first)
			setRoom(below === -1 ? children.length : below)
		}
		measure()
		const watching = new ResizeObserver(measure)
		watching.observe(list)
		for (const child of list.children) watching.observe(child)
		return () => watching.disconnect()
	}, [bar, screens])
	return room
}
