import type { ModdleElement } from 'bpmn-moddle'
import '../moddle.d.ts'

/** Reading moddle's elements, whose properties have no types. */

/** A property that holds a list of elements. */
export function listOf(element: ModdleElement | null, property: string): readonly ModdleElement[] {
	const value = element?.[property]
	return Array.isArray(value) ? value.filter(isElement) : []
}

/** A property that holds one element, or null. */
export function childOf(element: ModdleElement | null, property: string): ModdleElement | null {
	const value = element?.[property]
	return isElement(value) ? value : null
}

function isElement(value: unknown): value is ModdleElement {
	return typeof value === 'object' && value !== null && '$type' in value
}

/** The elements that stand inside one, whatever property holds them. */
export function insideOf(element: ModdleElement): readonly ModdleElement[] {
	return Object.values(element)
		.flat()
		.filter(isElement)
		.filter((one) => one.$parent === element)
}

/** A property that holds text, trimmed; null when absent or empty. */
export function textOf(element: ModdleElement | null, property: string): string | null {
	const value = element?.[property]
	return typeof value === 'string' && value.trim() !== '' ? value.trim() : null
}

/** Id of the element a property refers to. */
export function refOf(element: ModdleElement | null, property: string): string | null {
	return childOf(element, property)?.id ?? null
}

/** An attribute of another namespace, by its local name, e.g. `collection` for `camunda:collection`. */
export function foreign(element: ModdleElement, local: string): string | null {
	const attributes = element['$attrs']
	if (typeof attributes !== 'object' || attributes === null) return null
	for (const [name, value] of Object.entries(attributes)) {
		if (name.endsWith(`:${local}`) && typeof value === 'string' && value.trim() !== '') return value.trim()
	}
	return null
}

/** An extension element by its local name, e.g. `loopCharacteristics` for `zeebe:loopCharacteristics`. */
export function extension(element: ModdleElement, local: string): ModdleElement | null {
	return listOf(childOf(element, 'extensionElements'), 'values').find((e) => e.$type.endsWith(`:${local}`)) ?? null
}

/** Body of an expression element and its language. */
export function bodyOf(element: ModdleElement | null): { readonly text: string; readonly language?: string } | null {
	const text = textOf(element, 'body')
	if (element === null || text === null) return null
	const language = textOf(element, 'language')
	return language === null ? { text } : { text, language }
}
