import { useEffect, useRef } from 'react'
import type { Point } from '../../contract/scalars.ts'
import { listenFrames } from '../stream.ts'

/** Live positions: a declared feed, at most four frames a second, never in the ledger. Each frame says what it is of. */
export type Frame = {
	readonly at: string
	readonly units: readonly {
		readonly id: string
		readonly point: Point
		readonly heading: number | null
		readonly at: string
	}[]
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null

/** Reads one frame; what has no id or point is left out, for a position that cannot be placed is not drawn. */
export function readFrame(data: string): Frame | null {
	let read: unknown
	try {
		read = JSON.parse(data)
	} catch {
		return null
	}
	if (!isObject(read)) return null
	const list = Array.isArray(read.units) ? read.units : []
	const at = typeof read.at === 'string' ? read.at : new Date(typeof read.at === 'number' ? read.at : 0).toISOString()
	return { at, units: list.flatMap((each: unknown) => readUnit(each, at)) }
}

function readUnit(each: unknown, frameAt: string): Frame['units'] {
	if (!isObject(each)) return []
	const id = each.id ?? each.unit
	const [lon, lat] = Array.isArray(each.point) ? each.point.map(Number) : []
	if (typeof id !== 'string' || lon === undefined || lat === undefined) return []
	if (!Number.isFinite(lon) || !Number.isFinite(lat)) return []
	const heading = typeof each.heading === 'number' ? each.heading : null
	return [{ id, point: [lon, lat], heading, at: typeof each.at === 'string' ? each.at : frameAt }]
}

/** Hears frames while the screen is open, over the page's one connection. */
export function useFrames(on: boolean, hear: (frame: Frame) => void): void {
	const latest = useRef(hear)
	latest.current = hear
	useEffect(() => {
		if (!on) return
		return listenFrames((data) => {
			const frame = readFrame(data)
			if (frame !== null) latest.current(frame)
		})
	}, [on])
}
