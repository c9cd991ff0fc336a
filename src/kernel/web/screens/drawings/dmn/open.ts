import 'dmn-js/dist/assets/diagram-js.css'
import 'dmn-js/dist/assets/dmn-js-shared.css'
import 'dmn-js/dist/assets/dmn-js-drd.css'
import 'dmn-js/dist/assets/dmn-js-decision-table.css'
import 'dmn-js/dist/assets/dmn-js-decision-table-controls.css'
import 'dmn-js/dist/assets/dmn-js-literal-expression.css'
import 'dmn-js/dist/assets/dmn-js-boxed-expression.css'
import 'dmn-js/dist/assets/dmn-js-boxed-expression-controls.css'
import 'dmn-js/dist/assets/dmn-font/css/dmn.css'
import Modeler from 'dmn-js/lib/Modeler.js'
import Viewer from 'dmn-js/lib/NavigatedViewer.js'
import { StyleModule } from 'style-mod'
import type { Language } from '../../../times.ts'
import { translateModule } from '../bpmn/translate.ts'
import type { TableEditor } from './editor.ts'
import chinese from './zh.json' with { type: 'json' }

/**
 * The editor of formulas puts its styles in by itself. Put in here first with the page's nonce, they are all let through:
 * later ones go into the same sheet.
 */
function allowStyles(): void {
	const nonce = document.querySelector<HTMLMetaElement>('meta[property="csp-nonce"]')?.nonce
	StyleModule.mount(
		document,
		new StyleModule({ '.cm-editor': { position: 'relative' } }),
		nonce === undefined ? {} : { nonce },
	)
}

function options(container: HTMLElement, language: Language): object {
	const words = { additionalModules: [translateModule(language === 'zh' ? chinese : {})] }
	return {
		container,
		drd: {
			...words,
			drdRenderer: { defaultFillColor: 'var(--s1)', defaultStrokeColor: 'var(--t1)', defaultLabelColor: 'var(--t1)' },
		},
		decisionTable: words,
		literalExpression: words,
		boxedExpression: words,
	}
}

/** Tables and formulas to write. */
export function openTables(container: HTMLElement, language: Language): TableEditor {
	allowStyles()
	return new Modeler(options(container, language))
}

/** Tables and formulas to look at. */
export function openTablesToRead(container: HTMLElement, language: Language): TableEditor {
	allowStyles()
	return new Viewer(options(container, language))
}
