import { useEffect, useRef } from 'react'
import { sessionLock } from '../identity/contract/session.ts'
import { useAct } from './client.ts'
import { renewSession } from './session.tsx'

/** A desk left alone for this long is locked: names hidden, alarms kept, work goes on. */
export const idleLimit = 10 * 60_000

/** Locks the desk after `idleLimit` without a key or the pointer. */
export function useIdleLock(): void {
	const lock = useAct(sessionLock)
	const perform = useRef(lock.perform)
	perform.current = lock.perform
	useEffect(() => {
		let last = Date.now()
		const touch = (): void => {
			last = Date.now()
		}
		const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
		for (const event of events) addEventListener(event, touch, { passive: true })
		const timer = setInterval(() => {
			if (Date.now() - last < idleLimit) return
			last = Date.now()
			void perform.current({}).then((answer) => (answer === null ? undefined : renewSession()))
		}, 15_000)
		return () => {
			clearInterval(timer)
			for (const event of events) removeEventListener(event, touch)
		}
	}, [])
}
