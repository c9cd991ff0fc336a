import { z } from 'zod'
import { view } from '../../contract/declare.ts'
import { text } from '../../contract/scalars.ts'
import { bookResource, name } from './drawing-shapes.ts'

/** Drawings that ship to be copied (M106). */

const said = z.strictObject({ en: z.string(), zh: z.string() })

const readyShape = z.strictObject({
	/** `case-acceptance` */
	key: text(100),
	/** What a copy is drafted under: `own.…`, or the program's own process. */
	name,
	title: said,
	purpose: said,
	/** Rule tables it asks. */
	tables: z.array(name),
	/** Drawings it calls: published before it. */
	calls: z.array(name),
})

const exampleRow = {
	key: 'case-acceptance',
	name: 'own.case-acceptance',
	title: { en: 'Case acceptance', zh: '受案立案' },
	purpose: { en: 'From the report to the decision on filing.', zh: '从报案到立案决定。' },
	tables: ['ready.case-route', 'ready.filing-term'],
	calls: [],
}

/** M106. All of them, without their texts. */
export const listReady = view({
	name: 'matters.ready.list',
	summary: { en: 'Ready drawings to copy', zh: '可复制的现成流程图' },
	resource: bookResource,
	input: z.strictObject({}),
	output: z.strictObject({ rows: z.array(readyShape) }),
	purpose: 'none',
	looks: 'open',
	example: { input: {}, output: { rows: [exampleRow] } },
})

/** M106. One with its text, to begin a draft of (`matters.draft.open` with `text`). */
export const showReady = view({
	name: 'matters.ready.show',
	summary: { en: 'One ready drawing', zh: '现成流程图内容' },
	resource: bookResource,
	input: z.strictObject({ key: text(100) }),
	output: z.strictObject({ ...readyShape.shape, text: z.string() }),
	purpose: 'none',
	looks: 'open',
	example: { input: { key: 'case-acceptance' }, output: { ...exampleRow, text: '<bpmn:definitions/>' } },
})
