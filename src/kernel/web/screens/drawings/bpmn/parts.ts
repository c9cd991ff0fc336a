import type { ModdleElement } from 'bpmn-moddle'
import { listOf, textOf } from '../../../../matters/process/moddle.ts'
import type { Diagram, Drawn } from './diagram.ts'

/** Parts of an element that bpmn-js leaves to the one who writes about it: definitions, expressions, what a name refers to. */

/** The one thing an event waits for or throws; null for what is no event or waits for nothing. */
export function definitionOf(element: Drawn): ModdleElement | null {
	return listOf(element.businessObject, 'eventDefinitions')[0] ?? null
}

/** Writes a formula, or takes it out when it is empty. */
export function setExpression(
	diagram: Diagram,
	element: Drawn,
	holder: ModdleElement,
	property: string,
	text: string,
): void {
	const expression =
		text === '' ? undefined : diagram.get('bpmnFactory').create('bpmn:FormalExpression', { body: text })
	diagram.get('modeling').updateModdleProperties(element, holder, { [property]: expression })
}

/** How a message, signal, error or escalation is called: by `called`, else by its name. */
export function namedBy(of: ModdleElement | null, called: string): string {
	return textOf(of, called) ?? textOf(of, 'name') ?? ''
}

/** The message (signal, error, …) of this name in the file; made when there is none yet. */
export function named(diagram: Diagram, element: Drawn, type: string, called: string, name: string): ModdleElement {
	const root = rootOf(element.businessObject)
	const all = listOf(root, 'rootElements')
	const found = all.find((each) => each.$type === type && namedBy(each, called) === name)
	if (found !== undefined) return found
	const made = diagram.get('bpmnFactory').create(type, { name, [called]: name })
	Object.assign(made, { $parent: root })
	diagram.get('modeling').updateModdleProperties(element, root, { rootElements: [...all, made] })
	return made
}

/** The process an element is drawn in; null for what stands outside of one. */
export function processOf(element: ModdleElement): ModdleElement | null {
	for (let at = element.$parent; at !== undefined; at = at.$parent) if (at.$type === 'bpmn:Process') return at
	return null
}

function rootOf(element: ModdleElement): ModdleElement {
	let at = element
	while (at.$parent !== undefined) at = at.$parent
	return at
}
