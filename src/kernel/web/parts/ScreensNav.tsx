import { type RefObject, useLayoutEffect, useRef, useState } from 'react'
import { Link } from 'wouter'
import { homeOf, type Screen, screenGroups } from '../screen.ts'
import { useWords } from '../words.ts'
import { Icon } from './Icon.tsx'
import { Kbd } from './Kbd.tsx'
import { useMenu } from './useMenu.ts'

type NavProps = {
	/** Those of the bar, in its order. */
	readonly screens: readonly Screen[]
	/** All of the post that stand under a head. */
	readonly listed: readonly Screen[]
	readonly here: string | null
}

/** W85, W97. The screens of a post: whole names as far as there is room, the others behind one button, by heads, with their keys. */
export function ScreensNav({ screens, listed, here }: NavProps) {
	const t = useWords()
	const bar = useRef<HTMLElement>(null)
	const room = useRoom(bar, screens)
	const { open, setOpen, box } = useMenu()
	const shown = new Set(screens.slice(0, room).map(({ key }) => key))
	const rest = [...listed, ...screens.filter((screen) => !listed.includes(screen))].filter(({ key }) => !shown.has(key))
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
						<div className="heads" onClick={() => setOpen(false)}>
							{[...screenGroups, undefined].map((group) => (
								<Head
									key={group ?? 'none'}
									group={group}
									screens={rest.filter((one) => one.group === group)}
									here={here}
								/>
							))}
						</div>
					) : null}
				</div>
			)}
		</div>
	)
}

function Head(props: {
	readonly group: Screen['group']
	readonly screens: readonly Screen[]
	readonly here: string | null
}) {
	const t = useWords()
	if (props.screens.length === 0) return null
	const name = props.group === undefined ? null : t(`web.nav.group.${props.group}`)
	return (
		<div role="group" {...(name === null ? {} : { 'aria-label': name })}>
			{name === null ? null : (
				<div className="head" aria-hidden="true">
					{name}
				</div>
			)}
			{props.screens.map((screen) => (
				<div key={screen.key} className="item">
					<To screen={screen} here={props.here} />
					<span className="sp" />
					{screen.shortcut === null ? null : <Kbd keys={`G ${screen.shortcut}`} />}
				</div>
			))}
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
