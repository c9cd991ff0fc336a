import { useState } from 'react'
import { askView } from '#kernel/web/http.ts'
import { useView } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { CopySheet } from '#kernel/web/parts/CopySheet.tsx'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Show } from '#kernel/web/parts/Show.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { showCot } from '../../contract/trackers.ts'
import { listUnits } from '../../contract/units.ts'

/** D115, D299. Where units are, for a map on another network: line by line, or as the events that map reads. */
export function UnitPlaces() {
	const t = useWords()
	const may = useMay()
	const [open, setOpen] = useState(false)
	if (may?.has(showCot.name) !== true) return null
	return (
		<div className="pad row wrap">
			<Button onPress={() => setOpen(true)}>{t('dispatch.outside.places')}</Button>
			{open && <Places onClose={() => setOpen(false)} />}
		</div>
	)
}

function Places({ onClose }: { readonly onClose: () => void }) {
	const t = useWords()
	const say = useSay()
	const units = useView(listUnits, { shift: 'on' })
	const [events, setEvents] = useState<string | null>(null)
	const read = async (): Promise<void> => {
		const { output } = await askView(showCot, {})
		setEvents(`<events>${output.events.map((one) => one.xml).join('')}</events>`)
	}
	return (
		<Dialog
			wide
			title={t('dispatch.outside.places')}
			onClose={onClose}
			acts={<Button onPress={() => void read()}>{t('dispatch.outside.places.cot')}</Button>}
		>
			<Show view={units}>
				{({ rows }) => {
					const lines = rows.flatMap(({ id, callSign, position }) =>
						position === null
							? []
							: [
									{
										key: id,
										label: say(callSign),
										text: `${position.point[1].toFixed(5)},${position.point[0].toFixed(5)} ${when(position.at)}`,
									},
								],
					)
					return lines.length === 0 ? (
						<Empty title={t('dispatch.outside.places.none')} />
					) : (
						<CopySheet
							lines={
								events === null
									? lines
									: [{ key: 'cot', label: t('dispatch.outside.places.events'), text: events }, ...lines]
							}
						/>
					)
				}}
			</Show>
		</Dialog>
	)
}
