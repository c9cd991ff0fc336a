import type { ModdleElement } from 'bpmn-moddle'

/** What stands on a canvas of bpmn-js: a shape, a flow, a label, or the plane itself. */
export type Drawn = {
	readonly id: string
	readonly type: string
	readonly businessObject: ModdleElement
	readonly parent?: Drawn
	readonly children?: readonly Drawn[]
	readonly incoming?: readonly Drawn[]
	readonly outgoing?: readonly Drawn[]
	readonly waypoints?: readonly { readonly x: number; readonly y: number }[]
	readonly labelTarget?: Drawn
	readonly source?: Drawn
	readonly target?: Drawn
	readonly isFrame?: boolean
	readonly x: number
	readonly y: number
	readonly width: number
	readonly height: number
}

type Box = { readonly x: number; readonly y: number; readonly width: number; readonly height: number }

/** The services of bpmn-js and diagram-js we ask for, by name. */
export type Services = {
	canvas: {
		zoom(to: 'fit-viewport' | number, center?: 'auto'): number
		zoom(): number
		viewbox(): Box & { readonly inner: Box }
		viewbox(box: Box): void
		getRootElement(): Drawn
		addMarker(element: string, marker: string): void
		removeMarker(element: string, marker: string): void
		scrollToElement(element: string): void
		getContainer(): HTMLElement
		resized(): void
	}
	elementRegistry: {
		get(id: string): Drawn | undefined
		getAll(): readonly Drawn[]
		getGraphics(element: Drawn): SVGElement
		filter(keep: (element: Drawn) => boolean): readonly Drawn[]
	}
	elementFactory: { createShape(attributes: object): Drawn; createParticipantShape(): Drawn }
	overlays: {
		add(
			element: string,
			type: string,
			overlay: {
				readonly position: {
					readonly top?: number
					readonly bottom?: number
					readonly left?: number
					readonly right?: number
				}
				readonly html: HTMLElement
				readonly scale?: boolean | { readonly min?: number; readonly max?: number }
			},
		): string
		remove(which: { readonly type: string }): void
	}
	selection: { get(): readonly Drawn[]; select(element: Drawn | readonly Drawn[] | null): void }
	commandStack: { canUndo(): boolean; canRedo(): boolean; undo(): void; redo(): void }
	modeling: {
		updateProperties(element: Drawn, properties: object): void
		updateModdleProperties(element: Drawn, part: ModdleElement, properties: object): void
		updateLabel(element: Drawn, label: string): void
		removeElements(elements: readonly Drawn[]): void
		connect(from: Drawn, to: Drawn): Drawn
		moveElements(elements: readonly Drawn[], by: { readonly x: number; readonly y: number }, parent?: Drawn): void
		createShape(shape: Drawn, at: { readonly x: number; readonly y: number }, parent: Drawn): Drawn
	}
	create: { start(event: Event, shape: Drawn | readonly Drawn[]): void }
	autoPlace: { append(from: Drawn, shape: Drawn): Drawn }
	bpmnReplace: { replaceElement(element: Drawn, target: object): Drawn }
	bpmnFactory: { create(type: string, attributes?: object): ModdleElement }
	rules: { allowed(rule: string, context: object): boolean | object | null }
	lassoTool: { toggle(): void }
	handTool: { toggle(): void }
	spaceTool: { toggle(): void }
	globalConnect: { toggle(): void }
	popupMenu: { open(target: Drawn, menu: string, at: { readonly x: number; readonly y: number }): void }
	palette: { registerProvider(priority: number, provider: object): void }
	contextPad: { registerProvider(priority: number, provider: object): void }
}

/** A canvas of bpmn-js: the modeler, or the viewer, which lacks what changes a drawing. */
export type Diagram = {
	get<K extends keyof Services>(service: K): Services[K]
	on(event: string, heard: (event: { readonly element?: Drawn }) => void): void
	importXML(xml: string): Promise<{ readonly warnings: readonly { readonly message: string }[] }>
	saveXML(options: { readonly format: boolean }): Promise<{ readonly xml?: string }>
	saveSVG(): Promise<{ readonly svg: string }>
	attachTo(place: HTMLElement): void
	destroy(): void
}
