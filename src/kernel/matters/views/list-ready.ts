import { shows } from '../../view.ts'
import { listReady } from '../contract/ready.ts'
import { drawingBookSubject } from '../publishing/store.ts'
import { readyDrawings } from '../ready.ts'

/** M106. */
export const listReadyView = shows(listReady, {
	subject: async (_tx, _input, who) => drawingBookSubject(who.bureau),
	async show() {
		return {
			output: {
				rows: readyDrawings().map(({ key, name, title, purpose, tables, calls }) => ({
					key,
					name,
					title,
					purpose,
					tables: [...tables],
					calls: [...calls],
				})),
			},
		}
	},
})
