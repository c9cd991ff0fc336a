import { useEffect } from 'react'
import type { Placed } from '../../../../matters/contract/drawing-shapes.ts'
import { serverNow } from '../../../clock.ts'
import { count, span } from '../../../times.ts'
import { useLanguage } from '../../../words.ts'
import type { Diagram } from './diagram.ts'

/** At most so many bricks are stacked; the number beside them is exact. */
const most = 10

/** Bricks under each element, with how many stand there and how long the oldest has; pressing one chooses the element. */
export function useStanding(
	diagram: Diagram | null,
	elements: readonly Placed[],
	onChoose: (element: string) => void,
): void {
	const language = useLanguage()
	useEffect(() => {
		if (diagram === null) return
		const overlays = diagram.get('overlays')
		const registry = diagram.get('elementRegistry')
		for (const placed of elements) {
			const element = registry.get(placed.element)
			if (element === undefined || placed.count === 0) continue
			overlays.add(placed.element, 'standing', {
				// Under a task; over an event, whose name stands below it.
				position: element.height < 60 ? { top: -20, left: 0 } : { bottom: -2, left: 0 },
				html: stack(placed, language, onChoose),
				scale: { min: 0.6, max: 1.2 },
			})
		}
		return () => overlays.remove({ type: 'standing' })
	}, [diagram, elements, language, onChoose])
}

function stack(placed: Placed, language: 'en' | 'zh', onChoose: (element: string) => void): HTMLElement {
	const button = document.createElement('button')
	button.type = 'button'
	button.className = 'standing'
	const wall = document.createElement('span')
	wall.className = 'wall'
	wall.ariaHidden = 'true'
	for (let at = 0; at < Math.min(most, placed.count); at += 1) wall.append(document.createElement('i'))
	const since = placed.oldest[0]?.since
	const age = since === undefined ? '' : ` · ${span(serverNow() - Date.parse(since), language)}`
	button.append(wall, `${count(placed.count)}${placed.more ? '+' : ''}${age}`)
	button.addEventListener('click', () => onChoose(placed.element))
	return button
}
