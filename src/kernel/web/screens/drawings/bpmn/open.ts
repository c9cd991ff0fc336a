import 'bpmn-js/dist/assets/diagram-js.css'
import 'bpmn-js/dist/assets/bpmn-js.css'
import 'bpmn-js/dist/assets/bpmn-font/css/bpmn.css'
import Modeler from 'bpmn-js/lib/Modeler.js'
import NavigatedViewer from 'bpmn-js/lib/NavigatedViewer.js'
import type { Language } from '../../../times.ts'
import type { Diagram } from './diagram.ts'
import { limitsModule } from './limits.ts'
import { engineNames, seawallMarks } from './marks.ts'
import { translateModule } from './translate.ts'
import chinese from './zh.json' with { type: 'json' }

/** Colours by the tokens of the look, so that a drawing follows the theme without being drawn again. */
const drawnWith = () => ({
	bpmnRenderer: { defaultFillColor: 'var(--s1)', defaultStrokeColor: 'var(--t1)', defaultLabelColor: 'var(--t1)' },
	textRenderer: {
		// Named, for labels are measured apart from where they stand.
		defaultStyle: { fontFamily: getComputedStyle(document.body).fontFamily, fontSize: 12, lineHeight: 1.25 },
		externalStyle: { fontSize: 12, lineHeight: 1.25 },
	},
	moddleExtensions: { seawall: seawallMarks, camunda: engineNames },
})

/** Words of the editor's own parts in a language. */
export const vocabularyOf = (language: Language): Readonly<Record<string, string>> => (language === 'zh' ? chinese : {})

/** A canvas to draw on. */
export function openModeler(container: HTMLElement, language: Language): Diagram {
	return new Modeler({
		container,
		...drawnWith(),
		additionalModules: [translateModule(vocabularyOf(language)), limitsModule],
	})
}

/** A canvas to look at: it moves and zooms, and changes nothing. */
export function openViewer(container: HTMLElement, language: Language): Diagram {
	return new NavigatedViewer({
		container,
		...drawnWith(),
		additionalModules: [translateModule(vocabularyOf(language))],
	})
}
