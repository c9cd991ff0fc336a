/** The part of bpmn-moddle we call; the package ships no types at its entry. */
declare module 'bpmn-moddle' {
	export type ModdleElement = {
		readonly $type: string
		readonly $parent?: ModdleElement
		readonly id?: string
		readonly name?: string
		readonly [property: string]: unknown
	}
	export class BpmnModdle {
		fromXML(xml: string): Promise<{
			rootElement: ModdleElement
			/** A reference that could not be resolved carries the element, the property and the text it holds. */
			warnings: readonly {
				readonly message: string
				readonly element?: ModdleElement
				readonly property?: string
				readonly value?: string
			}[]
			references: readonly { readonly element: ModdleElement; readonly property: string; readonly id: string }[]
		}>
		toXML(element: ModdleElement, options?: { format?: boolean }): Promise<{ xml: string }>
	}
}
