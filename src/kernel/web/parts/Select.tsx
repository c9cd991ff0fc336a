import type { ReactNode } from 'react'
import { FieldFrame, useFieldIds } from './Field.tsx'

export type Choice<V extends string = string> = { readonly value: V; readonly label: string; readonly group?: string }

/** A native select; groups when choices name one. */
export function Select<V extends string>(props: {
	readonly label: ReactNode
	readonly labelHidden?: boolean
	readonly hint?: ReactNode
	readonly wrong?: string | null
	readonly value: V | ''
	readonly choices: readonly Choice<V>[]
	readonly onChange: (value: V) => void
	/** Shown while nothing is chosen. */
	readonly prompt?: string
	readonly id?: string
	readonly required?: boolean
}) {
	const ids = useFieldIds(props.id, props.hint, props.wrong)
	const groups = [...new Set(props.choices.map((choice) => choice.group))]
	return (
		<FieldFrame {...props} ids={ids}>
			<select
				id={ids.id}
				className="in"
				value={props.value}
				required={props.required}
				aria-describedby={ids.described}
				aria-invalid={props.wrong === undefined || props.wrong === null ? undefined : true}
				onChange={(event) => {
					const chosen = props.choices.find((choice) => choice.value === event.target.value)
					if (chosen !== undefined) props.onChange(chosen.value)
				}}
			>
				{props.prompt === undefined ? null : (
					<option value="" disabled={props.required === true}>
						{props.prompt}
					</option>
				)}
				{groups.map((group) => {
					const options = props.choices
						.filter((choice) => choice.group === group)
						.map((choice) => (
							<option key={choice.value} value={choice.value}>
								{choice.label}
							</option>
						))
					return group === undefined ? (
						options
					) : (
						<optgroup key={group} label={group}>
							{options}
						</optgroup>
					)
				})}
			</select>
		</FieldFrame>
	)
}
