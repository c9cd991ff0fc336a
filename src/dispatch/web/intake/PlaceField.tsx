import { useEffect, useId, useState } from 'react'
import type { z } from 'zod'
import { type foundPlace, searchPlace } from '#kernel/geo/contract.ts'
import { useView } from '#kernel/web/client.ts'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { PlaceInput } from '../../contract/shapes.ts'
import { usePlaceWords } from '../shared/PlaceText.tsx'
import type { CallShown } from './CallForm.tsx'
import { Row } from './Row.tsx'

export type PlacePicked = z.output<typeof foundPlace>

type PlaceProps = {
	readonly call: CallShown
	readonly picked: PlacePicked | null
	readonly onPlace: (input: PlaceInput, found: PlacePicked | null) => void
}

/** Where: searched in both scripts, typos allowed; chosen from the map it is verified, without one it is forced. */
export function PlaceField({ call, picked, onPlace }: PlaceProps) {
	const t = useWords()
	const language = useLanguage()
	const words = usePlaceWords()
	const [typed, setTyped] = useState<string | null>(null)
	const [detail, setDetail] = useState(call.place?.detail ?? '')
	const [forcing, setForcing] = useState(false)
	const label = (found: PlacePicked) => (language === 'zh' ? found.label_zh : found.label_en)
	const other = (found: PlacePicked) => (language === 'zh' ? found.label_en : found.label_zh)
	useKeys({ 'Alt F': () => setForcing(true) })
	const choose = (found: PlacePicked) => {
		const extra = detail.trim() === '' ? {} : { detail: detail.trim() }
		onPlace({ words: label(found), address: found.id, ...extra }, found)
		setTyped(null)
	}
	const addDetail = () => {
		if (picked !== null && detail.trim() !== '') choose(picked)
	}
	const shown = typed ?? (picked === null ? words(call.place) : label(picked))
	return (
		<Row at={1} keys="F2" name="place" label={t('dispatch.intake.place')}>
			<div className="row">
				<PlaceSearch
					call={call}
					text={shown}
					typing={typed !== null}
					onType={setTyped}
					onChoose={choose}
					label={label}
					other={other}
				/>
				<Button keys="Alt F" bind={false} onPress={() => setForcing(true)}>
					{t('dispatch.intake.force')}
				</Button>
			</div>
			<div className="row sm t2 place-more">
				{call.place?.verified === true && (
					<span className="met">
						<Icon name="tick" /> {t('dispatch.flag.verified')}
					</span>
				)}
				{call.place?.forced === true && <span className="warn">{t('dispatch.flag.forced')}</span>}
				{picked !== null && <span>{other(picked)}</span>}
				<label className="row">
					{t('dispatch.intake.floor')}
					<input
						className="in small"
						value={detail}
						maxLength={120}
						onChange={(event) => setDetail(event.target.value)}
						onBlur={addDetail}
					/>
				</label>
			</div>
			{forcing && (
				<Force
					words={shown}
					at={call.located?.point ?? null}
					onClose={() => setForcing(false)}
					onForce={(input) => {
						setForcing(false)
						setTyped(null)
						onPlace(input, null)
					}}
				/>
			)}
		</Row>
	)
}

type SearchProps = {
	readonly call: CallShown
	readonly text: string
	readonly typing: boolean
	readonly onType: (text: string) => void
	readonly onChoose: (found: PlacePicked) => void
	readonly label: (found: PlacePicked) => string
	readonly other: (found: PlacePicked) => string
}

function PlaceSearch(props: SearchProps) {
	const t = useWords()
	const list = useId()
	const calm = useCalmText(props.text.trim(), 120)
	const near =
		props.call.located === null ? {} : { nearLon: props.call.located.point[0], nearLat: props.call.located.point[1] }
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
					autoFocus={props.call.place === null}
					maxLength={160}
					onChange={(event) => props.onType(event.target.value)}
					onKeyDown={(event) => {
						if (event.nativeEvent.isComposing) return
						if (event.key === 'ArrowDown') setAt(Math.min(found.length - 1, at + 1))
						else if (event.key === 'ArrowUp') setAt(Math.max(0, at - 1))
						else if (event.key === 'Enter' && chosen !== undefined) props.onChoose(chosen)
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
						<b>{props.label(each)}</b> <span className="t3">{props.other(each)}</span>
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

type ForceProps = {
	readonly words: string
	readonly at: readonly [number, number] | null
	readonly onClose: () => void
	readonly onForce: (input: PlaceInput) => void
}

/** D10. A place the map does not know, with a reason; it is listed and looked at again. */
function Force({ words, at, onClose, onForce }: ForceProps) {
	const t = useWords()
	const [text, setText] = useState(words)
	const [reason, setReason] = useState('')
	const missing = text.trim() === '' || reason.trim().length < 3
	const send = () => {
		if (missing) return
		const point = at === null ? {} : { point: [at[0], at[1]] as [number, number], datum: 'wgs84' as const }
		onForce({ words: text.trim(), forced: { reason: reason.trim() }, ...point })
	}
	return (
		<Dialog
			title={t('dispatch.intake.force')}
			onClose={onClose}
			acts={
				<Button kind="go" onPress={send} {...(missing ? { notYet: t('dispatch.override.noReason') } : {})}>
					{t('dispatch.intake.force')}
				</Button>
			}
		>
			<p className="t2">{t('dispatch.intake.force.why')}</p>
			<Field label={t('dispatch.intake.place')} value={text} onChange={setText} maxLength={160} required />
			<Field
				label={t('dispatch.intake.force.reason')}
				value={reason}
				onChange={setReason}
				maxLength={200}
				autoFocus
				required
				onEnter={send}
			/>
		</Dialog>
	)
}
