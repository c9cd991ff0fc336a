import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { WhyQuestion } from '#kernel/web/why.tsx'
import { placeIncident } from '../../contract/incidents.ts'
import type { PlaceShown } from '../../contract/shapes.ts'
import { type PlacePicked, PlaceSearch, usePicked } from './PlaceSearch.tsx'
import { PlaceText } from './PlaceText.tsx'

/** An open incident whose place was forced. */
export type Unverified = {
	readonly incident: string
	readonly number: string
	readonly version: number
	readonly place: PlaceShown
	/** Null while the address is protected. */
	readonly reason: string | null
	/** Whether I may set it; where it is not told, my post's powers say. */
	readonly mayPlace?: boolean
}

/** What is asked when the place may not be set. */
export const placeQuestion = (of: Pick<Unverified, 'incident' | 'number'>): WhyQuestion => ({
	action: placeIncident.name,
	on: { type: 'Incident', id: of.incident },
	about: of.number,
})

/** The button that opens the search; with dashed edge where the post may not set places. */
export function VerifyButton({
	of,
	keys,
	onPress,
}: {
	readonly of: Unverified
	readonly keys?: string
	readonly onPress: () => void
}) {
	const t = useWords()
	const may = useMay()
	const refused = of.mayPlace === undefined ? may !== null && !may.has(placeIncident.name) : !of.mayPlace
	return (
		<Button
			onPress={onPress}
			{...(keys === undefined ? {} : { keys })}
			refused={refused ? { rule: null, ask: placeQuestion(of) } : undefined}
		>
			{t('dispatch.verify')}
		</Button>
	)
}

/** D10. A forced place found on the map after all: chosen, then taken; the place before it stays in the story. */
export function VerifyPlace({ of, onClose }: { readonly of: Unverified; readonly onClose: () => void }) {
	const t = useWords()
	const say = useSay()
	const { label, other } = usePicked()
	const { tell } = useNotices()
	const act = useAct(placeIncident)
	const [text, setText] = useState(say(of.place.words))
	const [typing, setTyping] = useState(true)
	const [picked, setPicked] = useState<PlacePicked | null>(null)
	const send = async () => {
		if (picked === null || act.busy) return
		const { detail } = of.place
		const place = { words: label(picked), address: picked.id, ...(detail === null ? {} : { detail }) }
		if ((await act.perform({ incident: of.incident, version: of.version, place })) === null) return
		tell({ kind: 'good', title: t('dispatch.verify.done', { number: of.number, place: label(picked) }) })
		onClose()
	}
	const type = (next: string) => {
		setText(next)
		setTyping(true)
		setPicked(null)
	}
	const choose = (found: PlacePicked) => {
		setText(label(found))
		setTyping(false)
		setPicked(found)
	}
	return (
		<Dialog
			title={t('dispatch.verify.title', { number: of.number })}
			onClose={onClose}
			acts={
				<Button
					kind="go"
					busy={act.busy}
					onPress={() => void send()}
					notYet={picked === null ? t('dispatch.verify.choose') : undefined}
				>
					{picked === null ? t('dispatch.verify') : t('dispatch.verify.take', { place: label(picked) })}
				</Button>
			}
		>
			<dl className="facts verify-facts">
				<dt>{t('dispatch.verify.taken')}</dt>
				<dd>
					<PlaceText place={of.place} detail />
				</dd>
				<dt>{t('dispatch.forced.reason')}</dt>
				<dd>{of.reason ?? t('dispatch.place.protected')}</dd>
			</dl>
			<PlaceSearch
				near={of.place.point}
				text={text}
				typing={typing}
				first
				onType={type}
				onChoose={choose}
				onEnter={() => void send()}
			/>
			{picked !== null && (
				<p className="met sm">
					<Icon name="tick" /> {other(picked)}
				</p>
			)}
			{act.problem !== null && <Problem problem={act.problem} ask={placeQuestion(of)} />}
		</Dialog>
	)
}
