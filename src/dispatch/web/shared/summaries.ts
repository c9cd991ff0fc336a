import type { ActDeclaration, Words } from '#kernel/contract/declare.ts'
import * as calls from '../../contract/calls.ts'
import * as desk from '../../contract/desk.ts'
import * as follow from '../../contract/follow.ts'
import * as incidents from '../../contract/incidents.ts'
import * as major from '../../contract/major.ts'
import * as replay from '../../contract/replay.ts'
import * as script from '../../contract/script.ts'
import * as text from '../../contract/text.ts'
import * as units from '../../contract/units.ts'

const isAct = (value: unknown): value is ActDeclaration =>
	typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'act'

/** What each act of dispatch is called, by its name: the last resort of a story line. */
export const actSummaries: Readonly<Record<string, Words>> = Object.fromEntries(
	[calls, desk, follow, incidents, major, replay, script, text, units]
		.flatMap((part) => Object.values<unknown>(part))
		.filter(isAct)
		.map((act) => [act.name, act.summary]),
)
