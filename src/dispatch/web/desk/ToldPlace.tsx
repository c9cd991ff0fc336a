import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { momentOf } from '#kernel/web/local-time.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { placeUnit } from '../../contract/carried.ts'
import type { UnitShown } from '../../contract/shapes.ts'
import { PlaceSearch, type PlacePicked, usePicked } from '../shared/PlaceSearch.tsx'

/** D295, DS146. Where a crew says it is: a place found by its name, and when it said so. */
export function ToldPlace({ unit, onClose }: { readonly unit: UnitShown; readonly onClose: () => void }) {
	const t = useWords()
	const say = useSay()
	const { label } = usePicked()
	const act = useAct(placeUnit)
	const [typed, setTyped] = useState('')
	const [picked, setPicked] = useState<PlacePicked | null>(null)
	const [at, setAt] = useState('')
	const send = async (): Promise<void> => {
		if (picked === null) return
		const told = at === '' ? {} : { at: momentOf(at) }
		if ((await act.perform({ unit: unit.id, point: picked.point, ...told })) !== null) onClose()
	}
	return (
		<Dialog
			title={t('dispatch.told.title', { unit: say(unit.callSign) })}
			onClose={onClose}
			acts={
				<Button
					kind="go"
					main
					busy={act.busy}
					notYet={picked === null ? t('dispatch.told.first') : undefined}
					onPress={() => void send()}
				>
					{t('dispatch.told.do')}
				</Button>
			}
		>
			<PlaceSearch
				near={unit.position?.point ?? null}
				text={picked === null ? typed : label(picked)}
				typing={picked === null && typed !== ''}
				first
				onType={(text) => {
					setPicked(null)
					setTyped(text)
				}}
				onChoose={setPicked}
				onEnter={() => void send()}
			/>
			<Field
				label={t('dispatch.told.at')}
				hint={t('dispatch.told.at.hint')}
				type="datetime-local"
				step={1}
				value={at}
				onChange={setAt}
			/>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('dispatch.told.not')} />}
		</Dialog>
	)
}
