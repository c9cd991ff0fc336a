import { type ReactNode, useId } from 'react'

type Common = {
	readonly label: ReactNode
	/** Hide the label from sight (a search box with an icon); still read out. */
	readonly labelHidden?: boolean
	readonly hint?: ReactNode
	/** What is wrong with it, in words. */
	readonly wrong?: string | null | undefined
	readonly required?: boolean
	readonly name?: string
	readonly id?: string
}

/** Ids that tie a field to its hint and to what is wrong with it. */
export function useFieldIds(
	given: string | undefined,
	hint: unknown,
	wrong: unknown,
): { id: string; described: string | undefined; hintId: string; wrongId: string } {
	const made = useId()
	const id = given ?? made
	const hintId = `${id}-h`
	const wrongId = `${id}-w`
	const described = [hint === undefined ? '' : hintId, wrong === undefined || wrong === null ? '' : wrongId]
		.join(' ')
		.trim()
	return { id, hintId, wrongId, described: described === '' ? undefined : described }
}

/** Label above, then the control, then hint or fault. */
export function FieldFrame(
	props: Common & { readonly ids: ReturnType<typeof useFieldIds>; readonly children: ReactNode },
) {
	return (
		<div className="fld">
			<label htmlFor={props.ids.id} className={props.labelHidden === true ? 'hid' : undefined}>
				{props.label}
			</label>
			{props.children}
			{props.hint === undefined ? null : (
				<span className="hint" id={props.ids.hintId}>
					{props.hint}
				</span>
			)}
			{props.wrong === undefined || props.wrong === null ? null : (
				<span className="wrong" id={props.ids.wrongId}>
					{props.wrong}
				</span>
			)}
		</div>
	)
}

export type FieldProps = Common & {
	readonly value: string
	readonly onChange: (value: string) => void
	readonly type?: 'text' | 'password' | 'search' | 'tel' | 'date' | 'datetime-local' | 'number'
	/** More than one line. */
	readonly lines?: number
	readonly placeholder?: string
	readonly autoFocus?: boolean
	readonly autoComplete?: string
	readonly inputMode?: 'text' | 'numeric' | 'tel' | 'decimal'
	readonly maxLength?: number
	/** Seconds of a time, steps of a number. */
	readonly step?: number
	readonly readOnly?: boolean
	/** Enter pressed inside a one-line field. */
	readonly onEnter?: () => void
	readonly onBlur?: () => void
	readonly fieldRef?: (element: HTMLInputElement | HTMLTextAreaElement | null) => void
	readonly mono?: boolean
}

/** One text field. */
export function Field(props: FieldProps) {
	const ids = useFieldIds(props.id, props.hint, props.wrong)
	const shared = {
		id: ids.id,
		className: props.mono === true ? 'in mono' : 'in',
		value: props.value,
		name: props.name,
		placeholder: props.placeholder,
		required: props.required,
		readOnly: props.readOnly,
		maxLength: props.maxLength,
		autoComplete: props.autoComplete ?? 'off',
		spellCheck: false,
		autoFocus: props.autoFocus,
		'aria-describedby': ids.described,
		'aria-invalid': props.wrong === undefined || props.wrong === null ? undefined : true,
		onBlur: props.onBlur,
		onChange: (event: { target: { value: string } }) => props.onChange(event.target.value),
	} as const
	return (
		<FieldFrame {...props} ids={ids}>
			{props.lines === undefined ? (
				<input
					{...shared}
					ref={props.fieldRef}
					type={props.type ?? 'text'}
					inputMode={props.inputMode}
					step={props.step}
					onKeyDown={
						props.onEnter === undefined
							? undefined
							: (event) => {
									if (event.key !== 'Enter' || event.nativeEvent.isComposing) return
									event.preventDefault()
									props.onEnter?.()
								}
					}
				/>
			) : (
				<textarea {...shared} ref={props.fieldRef} rows={props.lines} />
			)}
		</FieldFrame>
	)
}
