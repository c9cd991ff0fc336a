/** The parts of bpmn-js, dmn-js and bpmnlint we call; they ship no types at these entries. */

declare module 'bpmn-js/lib/Modeler.js' {
	import type { Diagram } from '#kernel/web/screens/drawings/bpmn/diagram.ts'

	export default class Modeler implements Diagram {
		constructor(options: object)
		get: Diagram['get']
		on: Diagram['on']
		importXML: Diagram['importXML']
		saveXML: Diagram['saveXML']
		saveSVG: Diagram['saveSVG']
		attachTo: Diagram['attachTo']
		destroy: Diagram['destroy']
	}
}

declare module 'bpmn-js/lib/NavigatedViewer.js' {
	export { default } from 'bpmn-js/lib/Modeler.js'
}

declare module 'bpmn-js/lib/features/popup-menu/PopupEntries.js' {
	export const PopupEntries: Readonly<
		Record<
			string,
			{
				readonly label: string
				readonly className: string
				readonly target: {
					readonly type: string
					readonly isExpanded?: boolean
					readonly triggeredByEvent?: boolean
					readonly isInterrupting?: boolean
					readonly cancelActivity?: boolean
					readonly eventDefinitionType?: string
				}
			}
		>
	>
}

declare module 'bpmnlint/lib/linter.js' {
	import type { ModdleElement } from 'bpmn-moddle'

	export type Rule = {
		readonly check: (
			node: ModdleElement,
			reporter: { report(id: string, message: string, more?: object): void },
		) => void
	}
	export type Report = { readonly id?: string; readonly message: string; readonly category: string }
	export default class Linter {
		constructor(options: {
			readonly config: { readonly rules: Readonly<Record<string, 'error' | 'warn'>> }
			readonly resolver: { resolveRule(pkg: string, name: string): () => Rule; resolveConfig(): never }
		})
		lint(root: ModdleElement): Promise<Readonly<Record<string, readonly Report[]>>>
	}
}

declare module 'bpmnlint/rules/*.js' {
	import type { Rule } from 'bpmnlint/lib/linter.js'

	const factory: () => Rule
	export default factory
}

declare module 'dmn-js/lib/Modeler.js' {
	import type { TableEditor } from '#kernel/web/screens/drawings/dmn/editor.ts'

	export default class Modeler implements TableEditor {
		constructor(options: object)
		importXML: TableEditor['importXML']
		saveXML: TableEditor['saveXML']
		getViews: TableEditor['getViews']
		getActiveView: TableEditor['getActiveView']
		getActiveViewer: TableEditor['getActiveViewer']
		open: TableEditor['open']
		on: TableEditor['on']
		destroy: TableEditor['destroy']
	}
}

declare module 'dmn-js/lib/NavigatedViewer.js' {
	export { default } from 'dmn-js/lib/Modeler.js'
}
