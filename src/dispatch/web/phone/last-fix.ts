import { useEffect, useRef } from 'react'

export type LastFix = { readonly lon: number; readonly lat: number; readonly accuracyMetres: number }
const freshMs = 120_000

/** The phone's own newest place when the officer has allowed it before; nobody is asked in the middle of an emergency. */
export function useLastFix(): () => LastFix | null {
	const last = useRef<GeolocationPosition | null>(null)
	useEffect(() => {
		let watch: number | null = null
		let over = false
		void navigator.permissions
			?.query({ name: 'geolocation' })
			.then(({ state }) => {
				if (over || state !== 'granted') return
				watch = navigator.geolocation.watchPosition(
					(position) => {
						last.current = position
					},
					() => undefined,
					{ enableHighAccuracy: true },
				)
			})
			.catch(() => undefined)
		return () => {
			over = true
			if (watch !== null) navigator.geolocation.clearWatch(watch)
		}
	}, [])
	return () => {
		const fix = last.current
		if (fix === null || Date.now() - fix.timestamp > freshMs) return null
		const { longitude: lon, latitude: lat, accuracy } = fix.coords
		return { lon, lat, accuracyMetres: Math.min(50_000, accuracy) }
	}
}
