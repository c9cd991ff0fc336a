import { type RefObject, useEffect, useRef, useState } from 'react'
import { useKeys } from '../keyboard.ts'

/** A menu that closes on `Esc`, and when a pointer or the focus goes elsewhere. `box` is what holds it and its button. */
export function useMenu(): {
	readonly open: boolean
	readonly setOpen: (open: boolean) => void
	readonly box: RefObject<HTMLDivElement | null>
} {
	const [open, setOpen] = useState(false)
	const box = useRef<HTMLDivElement>(null)
	useKeys({ Esc: () => setOpen(false) }, { when: open })
	useEffect(() => {
		if (!open) return
		const away = (event: FocusEvent | MouseEvent): void => {
			if (event.target instanceof Node && box.current?.contains(event.target) === false) setOpen(false)
		}
		document.addEventListener('pointerdown', away)
		document.addEventListener('focusin', away)
		return () => {
			document.removeEventListener('pointerdown', away)
			document.removeEventListener('focusin', away)
		}
	}, [open])
	return { open, setOpen, box }
}
