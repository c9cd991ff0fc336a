import { useEffect, useId, useState } from 'react'
import type { z } from 'zod'
import { type foundPlace, searchPlace } from '#kernel/geo/contract.ts'
import { useView } from '#kernel/web/client.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import './place.css'

export type PlacePicked = z.output<typeof foundPlace>

type SearchProps = {
	/** Where the phone is, longitude and latitude: near places come first. */
	readonly near: readonly [number, number] | null
	/** Shown in the field: what is typed, else the place as it stands. */
	readonly text: string
	/** The text was typed since the last choice, and is looked for. */
	readonly typing: boolean
	/** Takes the focus at once. */
	readonly first: boolean
	readonly onType: (text: string) => void
	readonly onChoose: (found: PlacePicked) => void
	/** Enter, once a place is chosen and nothing else is looked for. */
	readonly onEnter?: () => void
}

/** The name of a place found, in the language shown and in the other script. */
export function usePicked() {
	const language = useLanguage()
	return {
		label: (found: PlacePicked) => (language === 'zh' ? found.label_zh : found.label_en),
		other: (found: PlacePicked) => (language === 'zh' ? found.label_en : found.label_zh),
	}
}

/** A place looked for on the map in use, in both scripts, typos allowed; arrows move, Enter takes. */
export function PlaceSearch(props: SearchProps) {
	const t = useWords()
	const list = useId()
	const calm = useCalmText(props.text.trim(), 120)
	const { label, other } = usePicked()
	const near = props.near === null ? {} : { nearLon: props.near[0], nearLat: props.near[1] }
	const asked = props.typing && calm.length > 0
	const view = useView(searchPlace, { text: calm, limit: 7, ...near }, { enabled: asked, keep: true })
	const found = asked ? (view.output?.places ?? []) : []
	const [at, setAt] = useState(0)
	useEffect(() => setAt(0), [calm])
	const chosen = found[at]
	return (
		<div className="place-search">
			<div className="in">
				<Icon name="pin" />
				<input
					value={props.text}
					placeholder={t('dispatch.intake.place.hint')}
					aria-label={t('dispatch.intake.place')}
					role="combobox"
					aria-expanded={found.length > 0}
					aria-controls={list}
					aria-activedescendant={chosen === undefined ? undefined : `${list}-${at}`}
					aria-autocomplete="list"
					autoComplete="off"
					autoFocus={props.first}
					maxLength={160}
					onChange={(event) => props.onType(event.target.value)}
					onKeyDown={(event) => {
						if (event.nativeEvent.isComposing) return
						if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1))
						else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
						else if (event.key === 'Enter' && chosen !== undefined) props.onChoose(chosen)
						else if (event.key === 'Enter' && !props.typing) props.onEnter?.()
						else return
						event.preventDefault()
					}}
				/>
			</div>
			<ul
				id={list}
				role="listbox"
				aria-label={t('dispatch.intake.matches')}
				className={found.length === 0 ? 'matches none' : 'matches'}
			>
				{found.map((each, n) => (
					<li
						key={each.id}
						id={`${list}-${n}`}
						role="option"
						aria-selected={n === at}
						onPointerDown={(event) => event.preventDefault()}
						onClick={() => props.onChoose(each)}
					>
						<b>{label(each)}</b> <span className="t3">{other(each)}</span>
						<span className="sp" />
						{!each.exact && <span className="warn sm">{t('dispatch.intake.neighbour')}</span>}
						<span className="t3 sm">{t(`dispatch.placeKind.${each.kind}`)}</span>
					</li>
				))}
			</ul>
			{asked && view.output !== undefined && found.length === 0 && (
				<p className="sm warn">{t('dispatch.intake.noMatch')}</p>
			)}
		</div>
	)
}

/** What was typed, once the hand has rested for `wait` milliseconds. */
function useCalmText(text: string, wait: number): string {
	const [calm, setCalm] = useState(text)
	useEffect(() => {
		const timer = setTimeout(() => setCalm(text), wait)
		return () => clearTimeout(timer)
	}, [text, wait])
	return calm
}
