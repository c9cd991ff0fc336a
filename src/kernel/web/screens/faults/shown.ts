import type { z } from 'zod'
import type { showFault } from '../../../matters/contract/process.ts'
import type { Language } from '../../times.ts'
import { half } from '../drawings/names.ts'

/** What the parts of the screen of faults share. */

export type ShownFault = z.output<typeof showFault.output>

export type FaultProps = { readonly shown: ShownFault; readonly onChanged: () => void }

/** What to ask about an act on a fault. */
export function asked(action: string, id: string) {
	return { action, on: { type: 'ProcessFault', id } }
}

/** A way out of an element: its name, where it has one of its own, and where it leads. */
export function wayOf(flow: ShownFault['flows'][number], language: Language): string {
	const to = half(flow.toName, language)
	return flow.name === '' || flow.name === flow.id ? to : `${half(flow.name, language)} → ${to}`
}
