import { PopupEntries } from 'bpmn-js/lib/features/popup-menu/PopupEntries.js'

/**
 * W41. What the editor offers: what runs (M18 of matters) and what is kept and means nothing. The catalogue of bpmn-js
 * stays whole, so that a drawing made elsewhere opens; what does not run is left out of palette, pad and menu.
 */

/** Types that never run, whatever stands in them. */
const notRun = new Set(['bpmn:Transaction', 'bpmn:AdHocSubProcess', 'bpmn:ComplexGateway'])
const notHeard = new Set(['bpmn:ConditionalEventDefinition', 'bpmn:CancelEventDefinition'])

/** Ids of bpmn-js's catalogue that may be chosen. A boundary event that waits for nothing is no event yet. */
export const offered: readonly string[] = Object.entries(PopupEntries)
	.filter(([, { target }]) => !notRun.has(target.type) && !notHeard.has(target.eventDefinitionType ?? ''))
	.map(([id]) => id)
	.filter((id) => id !== 'none-boundary-event')

/** Names the menu gives to a few entries that are not `replace-with-` and the id. */
const otherNames = [
	'replace-with-none-start',
	'replace-with-none-intermediate-throw',
	'replace-with-none-end',
	'replace-with-subprocess',
	'replace-with-sequence-flow',
	'replace-with-default-flow',
	'replace-with-conditional-flow',
]
const inMenu = new Set([...offered.map((id) => `replace-with-${id}`), ...otherNames])

/** Pad entries that would append what is not run. */
const notInPad = new Set(['append.condition-intermediate-event'])

type Entries = Readonly<Record<string, unknown>>

function kept(entries: Entries, keep: (id: string) => boolean): Entries {
	return Object.fromEntries(Object.entries(entries).filter(([id]) => keep(id)))
}

/** Narrows the menu that changes an element; flows and markers (loop, several, non-interrupting) stay. */
export const menuProvider = {
	getPopupMenuEntries: () => (entries: Entries) => kept(entries, (id) => inMenu.has(id)),
	getPopupMenuHeaderEntries: () => (entries: Entries) =>
		kept(entries, (id) => id !== 'toggle-participant-multiplicity' && id !== 'toggle-adhoc'),
}

export const padProvider = {
	getContextPadEntries: () => (entries: Entries) => kept(entries, (id) => !notInPad.has(id)),
	getMultiElementContextPadEntries: () => (entries: Entries) => entries,
}

type Registers = { registerProvider(priority: number, provider: object): void }
type RegistersMenu = { registerProvider(menu: string, priority: number, provider: object): void }

/** Called after the providers of bpmn-js: it takes away from what they gave. */
const late = 200

function limit(contextPad: Registers, popupMenu: RegistersMenu): void {
	contextPad.registerProvider(late, padProvider)
	popupMenu.registerProvider('bpmn-replace', late, menuProvider)
}

/** The palette is our own row of buttons (W42), so that of bpmn-js stays empty. */
export const limitsModule = {
	__init__: ['seawallLimits'],
	// Services stand by name: a minifier would rename the parameters they are otherwise found by.
	seawallLimits: ['factory', ['contextPad', 'popupMenu', limit]],
	paletteProvider: ['value', {}],
}
