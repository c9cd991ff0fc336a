import { useState } from 'react'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { PlaceInput } from '../../contract/shapes.ts'
import { type PlacePicked, PlaceSearch, usePicked } from '../shared/PlaceSearch.tsx'
import { usePlaceWords } from '../shared/PlaceText.tsx'
import type { CallShown } from './CallForm.tsx'
import { Row } from './Row.tsx'

type PlaceProps = {
	readonly call: CallShown
	readonly picked: PlacePicked | null
	/** Takes the focus at once. */
	readonly first: boolean
	readonly onPlace: (input: PlaceInput, found: PlacePicked | null) => void
}

/** Where: searched in both scripts, typos allowed; chosen from the map it is verified, without one it is forced. */
export function PlaceField({ call, picked, first, onPlace }: PlaceProps) {
	const t = useWords()
	const { label, other } = usePicked()
	const words = usePlaceWords()
	const [typed, setTyped] = useState<string | null>(null)
	const [detail, setDetail] = useState(call.place?.detail ?? '')
	const [forcing, setForcing] = useState(false)
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
					near={call.located?.point ?? null}
					text={shown}
					typing={typed !== null}
					first={first}
					onType={setTyped}
					onChoose={choose}
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
	const send = (reason: string) => {
		const point = at === null ? {} : { point: [at[0], at[1]] as [number, number], datum: 'wgs84' as const }
		onForce({ words: text.trim(), forced: { reason }, ...point })
	}
	return (
		<ReasonDialog
			title={t('dispatch.intake.force')}
			label={t('dispatch.intake.force.reason')}
			act={t('dispatch.intake.force')}
			maxLength={200}
			missing={text.trim() === '' ? t('dispatch.intake.placeFirst') : undefined}
			onClose={onClose}
			onSend={send}
		>
			<p className="t2">{t('dispatch.intake.force.why')}</p>
			<Field label={t('dispatch.intake.place')} value={text} onChange={setText} maxLength={160} required />
		</ReasonDialog>
	)
}
