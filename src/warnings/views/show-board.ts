import { sql } from 'kysely'
import { notFound } from '#kernel/refusal.ts'
import { shows } from '#kernel/view.ts'
import { messageType, showBoard, showMessage, warningBoard } from '../contract.ts'
import { openWarnings } from '../store/rows.ts'

const board = { resource: warningBoard, id: 'board', attributes: {} }

/** V3, V21, V22. */
export const showBoardView = shows(showBoard, {
	subject: async () => board,
	show: async ({ tx, now }, { ended }) => ({
		output: { at: now.toISOString(), rows: await openWarnings(tx, now, ended === 'yes') },
	}),
})

/** V20, V21. As it went out, byte for byte; also after its end, since other messages refer to it. */
export const showMessageView = shows(showMessage, {
	subject: async () => board,
	async show({ tx }, { identifier }) {
		const { rows } = await sql<{ identifier: string; type: string; xml: string; sha256: string; sent_at: Date }>`
			select identifier, type, xml, sha256, sent_at from warnings.message where identifier = ${identifier}`.execute(tx)
		const row = rows[0]
		if (row === undefined) throw notFound(`message ${identifier}`)
		const { sent_at, ...sent } = row
		return { output: { ...sent, type: messageType.parse(row.type), sentAt: sent_at.toISOString() } }
	},
})
