import type { ModdleElement } from 'bpmn-moddle'

/** One part of a DMN file that has a picture or table of its own: the graph, a table, a formula, a function. */
export type TableView = {
	readonly id: string
	readonly name?: string
	readonly type: 'drd' | 'decisionTable' | 'literalExpression' | 'boxedExpression'
	readonly element: ModdleElement
}

/** The part on show: its own commands and its own events. */
export type TablePart = {
	get(service: 'commandStack'): { canUndo(): boolean; canRedo(): boolean; undo(): void; redo(): void }
	get(service: 'canvas'): { zoom(to: 'fit-viewport', center?: 'auto'): void }
	on(event: string, heard: () => void): void
	off(event: string, heard: () => void): void
}

/** The part of dmn-js we call. */
export type TableEditor = {
	importXML(xml: string): Promise<{ readonly warnings: readonly { readonly message: string }[] }>
	saveXML(options: { readonly format: boolean }): Promise<{ readonly xml: string }>
	getViews(): readonly TableView[]
	getActiveView(): TableView | undefined
	getActiveViewer(): TablePart | undefined
	open(view: TableView): Promise<unknown>
	on(event: 'views.changed', heard: () => void): void
	destroy(): void
}
