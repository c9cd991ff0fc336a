import { useEffect, useRef } from 'react'

/**
 * A two-tone alarm made in the browser, so that no file is asked for. A browser lets a page sound only after it was touched
 * once; until then the alarm stands on the screen alone and sounds with the first touch.
 */
export function useSiren(on: boolean): void {
	useEffect(() => {
		if (!on || typeof AudioContext === 'undefined') return
		const audio = new AudioContext()
		const gain = audio.createGain()
		gain.gain.value = 0.25
		gain.connect(audio.destination)
		const tone = audio.createOscillator()
		tone.type = 'square'
		tone.connect(gain)
		tone.start()
		let high = false
		const turn = (): void => {
			high = !high
			tone.frequency.setValueAtTime(high ? 960 : 640, audio.currentTime)
		}
		turn()
		const timer = setInterval(turn, 500)
		const wake = (): void => void audio.resume()
		addEventListener('pointerdown', wake)
		addEventListener('keydown', wake)
		return () => {
			clearInterval(timer)
			removeEventListener('pointerdown', wake)
			removeEventListener('keydown', wake)
			tone.stop()
			void audio.close()
		}
	}, [on])
}

/** One short tone each time the number rises after the page was opened. */
export function useChime(n: number): void {
	const before = useRef<number | null>(null)
	useEffect(() => {
		const rose = before.current !== null && n > before.current
		before.current = n
		if (!rose || typeof AudioContext === 'undefined') return
		const audio = new AudioContext()
		const gain = audio.createGain()
		gain.gain.value = 0.15
		gain.connect(audio.destination)
		const tone = audio.createOscillator()
		tone.frequency.value = 720
		tone.connect(gain)
		tone.onended = () => void audio.close()
		tone.start()
		tone.stop(audio.currentTime + 0.4)
	}, [n])
}
