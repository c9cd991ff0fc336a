import { type ReactNode, useEffect, useId, useRef } from 'react'
import { type KeyMap, useKeys } from '../keyboard.ts'
import { useWords } from '../words.ts'
import { Button } from './Button.tsx'

/**
 * A native modal dialog: the rest is inert, `Esc` steps back, focus returns where it was. The first field
 * takes the focus, or the first button when there is none.
 */
export function Dialog(props: {
	readonly title: ReactNode
	readonly onClose: () => void
	readonly children: ReactNode
	/** Buttons, main act first. */
	readonly acts?: ReactNode
	readonly wide?: boolean
	/** No frame of its own (palette). */
	readonly bare?: boolean
	/** Keys of its own acts: those of the screen beneath are shut out. */
	readonly keys?: KeyMap
}) {
	const t = useWords()
	const id = useId()
	const box = useRef<HTMLDialogElement>(null)
	useKeys({ ...props.keys, Esc: props.onClose }, { modal: true })
	useEffect(() => {
		const element = box.current
		const before = document.activeElement
		if (element !== null && !element.open) element.showModal()
		// React's `autoFocus` comes before the dialog is shown, when nothing in it can take the focus yet.
		element?.querySelector<HTMLElement>('textarea, select, input:not([type=checkbox], [type=radio])')?.focus()
		return () => {
			element?.close()
			if (before instanceof HTMLElement && before.isConnected) before.focus()
		}
	}, [])
	return (
		<dialog
			ref={box}
			className={`dlg${props.wide === true ? ' wide' : ''}`}
			aria-labelledby={props.bare === true ? undefined : id}
			aria-label={props.bare === true && typeof props.title === 'string' ? props.title : undefined}
			onCancel={(event) => {
				event.preventDefault()
				props.onClose()
			}}
			onClick={(event) => {
				if (event.target === box.current) props.onClose()
			}}
		>
			{props.bare === true ? (
				props.children
			) : (
				<>
					<div className="ph">
						<h2 id={id}>{props.title}</h2>
						<span className="sp" />
						<Button kind="bare" keys="Esc" bind={false} onPress={props.onClose}>
							{t('web.close')}
						</Button>
					</div>
					<div className="pad col">{props.children}</div>
					{props.acts === undefined ? null : <div className="pf">{props.acts}</div>}
				</>
			)}
		</dialog>
	)
}
