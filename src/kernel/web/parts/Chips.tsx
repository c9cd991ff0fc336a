import type { ReactNode } from 'react'
import { useKeys } from '../keyboard.ts'
import { ariaKeys } from '../keyword.ts'
import { Kbd } from './Kbd.tsx'

export type Chip<V extends string = string> = { readonly value: V; readonly label: ReactNode; readonly keys?: string }

/** Filters: one of several is on (`value`), or several of them (`values`). */
export function Chips<V extends string>(props: {
	readonly label: string
	readonly chips: readonly Chip<V>[]
	readonly value?: V
	readonly values?: readonly V[]
	readonly onChange: (value: V) => void
}) {
	useKeys(
		Object.fromEntries(
			props.chips.flatMap((chip) => (chip.keys === undefined ? [] : [[chip.keys, () => props.onChange(chip.value)]])),
		),
	)
	return (
		<div className="chips" role="group" aria-label={props.label}>
			{props.chips.map((chip) => (
				<button
					key={chip.value}
					type="button"
					className="chip"
					aria-pressed={props.values === undefined ? props.value === chip.value : props.values.includes(chip.value)}
					aria-keyshortcuts={chip.keys === undefined ? undefined : ariaKeys(chip.keys)}
					onClick={() => props.onChange(chip.value)}
				>
					{chip.label}
					{chip.keys === undefined ? null : <Kbd keys={chip.keys} />}
				</button>
			))}
		</div>
	)
}
