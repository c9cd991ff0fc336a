/** The part of dmn-moddle we call; the package ships no types at its entry. */
declare module 'dmn-moddle' {
	export type DmnElement = {
		readonly $type: string
		readonly id?: string
		readonly name?: string
		readonly [property: string]: unknown
	}
	export class DmnModdle {
		fromXML(xml: string): Promise<{ rootElement: DmnElement; warnings: readonly { readonly message: string }[] }>
	}
}
