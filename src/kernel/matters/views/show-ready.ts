import { notFound } from '#kernel/refusal.ts'
import { shows } from '../../view.ts'
import { showReady } from '../contract/ready.ts'
import { drawingBookSubject } from '../publishing/store.ts'
import { findReadyDrawing } from '../ready.ts'

/** M106. */
export const showReadyView = shows(showReady, {
	subject: async (_tx, _input, who) => drawingBookSubject(who.bureau),
	async show(_context, { key }) {
		const found = findReadyDrawing(key)
		if (found === null) throw notFound(`ready drawing ${key}`)
		return { output: { ...found, tables: [...found.tables], calls: [...found.calls] } }
	},
})
