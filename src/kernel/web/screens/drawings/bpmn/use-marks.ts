import { useEffect } from 'react'
import { useSay } from '../../../words.ts'
import type { Diagram } from './diagram.ts'
import type { Finding } from './lint.ts'

/** W40. Marks every element that something stands against: an edge, and a sign whose title says what. The list says it too. */
export function useMarks(diagram: Diagram | null, faults: readonly Finding[]): void {
	const say = useSay()
	const key = faults.map(({ element, rule, sentence }) => `${element ?? ''} ${rule} ${say(sentence)}`).join('\n')
	useEffect(() => {
		if (diagram === null) return
		const canvas = diagram.get('canvas')
		const overlays = diagram.get('overlays')
		const registry = diagram.get('elementRegistry')
		const marked = new Map<string, string[]>()
		for (const { element, sentence } of faults)
			if (element !== null && registry.get(element) !== undefined)
				marked.set(element, [...(marked.get(element) ?? []), say(sentence)])
		for (const [element, sentences] of marked) {
			canvas.addMarker(element, 'faulty')
			const sign = document.createElement('span')
			sign.className = 'fault-sign'
			sign.textContent = '!'
			sign.title = sentences.join('\n')
			sign.ariaHidden = 'true'
			overlays.add(element, 'fault', { position: { top: -9, right: 9 }, html: sign, scale: { min: 1 } })
		}
		return () => {
			overlays.remove({ type: 'fault' })
			for (const element of marked.keys())
				if (registry.get(element) !== undefined) canvas.removeMarker(element, 'faulty')
		}
	}, [diagram, key])
}
