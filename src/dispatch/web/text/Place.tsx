import { useState } from 'react'
import { useTongue } from './tongue.ts'

export type Located = { readonly point: [number, number]; readonly accuracyMetres: number }

/** Where the phone is: asked for by one press, once, and taken back by another. */
export function Place({
	located,
	onLocated,
}: {
	readonly located: Located | null
	readonly onLocated: (located: Located | null) => void
}) {
	const { t } = useTongue()
	const [asking, setAsking] = useState<'no' | 'busy' | 'failed'>('no')
	const ask = () => {
		if (located !== null) return onLocated(null)
		if (!('geolocation' in navigator)) return setAsking('failed')
		setAsking('busy')
		navigator.geolocation.getCurrentPosition(
			({ coords }) => {
				setAsking('no')
				onLocated({
					point: [coords.longitude, coords.latitude],
					accuracyMetres: Math.min(50_000, Math.max(0, Math.round(coords.accuracy))),
				})
			},
			() => setAsking('failed'),
			{ enableHighAccuracy: true, timeout: 20_000, maximumAge: 0 },
		)
	}
	return (
		<>
			<button
				type="button"
				className="write-tile"
				aria-pressed={located !== null}
				aria-busy={asking === 'busy'}
				onClick={ask}
			>
				{located !== null
					? t('dispatch.write.share.done', { metres: located.accuracyMetres })
					: t(asking === 'busy' ? 'dispatch.write.share.busy' : 'dispatch.write.share')}
			</button>
			{asking === 'failed' && (
				<p className="t2" role="status">
					{t('dispatch.write.share.failed')}
				</p>
			)}
		</>
	)
}
