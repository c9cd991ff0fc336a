import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { meetTimer, setTimer } from '#kernel/matters/api.ts'
import { issueWarning } from '../contract.ts'
import { sendMessage } from '../store/message.ts'
import { loadWarning, moveWarning, mustBe, needWarning } from '../store/warning.ts'
import { mustBeOpen } from '../telling.ts'
import { mustEnd } from './propose-warning.ts'

/** V2, V3, V5, V8, V20. It goes out as it was proposed; the clock watches its end. */
export const performIssueWarning = performs(issueWarning, {
	load: (tx, input) => loadWarning(tx, input.warning),
	run: async (context, row) => {
		const { tx, now, who } = context
		mustBe(row, 'proposed')
		const until = new Date(row.until)
		mustEnd(until, now, row.mostHours)
		if (row.about !== null) await mustBeOpen(tx, row.about)
		const done = await moveWarning(context, row, 'in_force', sql`issued_at = ${now}, issued_by = ${who.person}`)
		const before = row.replaces === null ? null : await needWarning(tx, row.replaces)
		// Ended since it was proposed: then this one stands by itself, and still names what it follows.
		const replaced =
			before?.state === 'in_force' ? await moveWarning(context, before, 'replaced', sql`ended_at = ${now}`) : null
		const type = before === null ? 'alert' : 'update'
		const sent = await sendMessage(tx, { warning: { ...row, issuedAt: now }, type, reason: null, now })
		await meetTimer(tx, { matter: row.id, kind: 'warning_answer', now })
		const targetSeconds = Math.max(1, Math.ceil((until.getTime() - now.getTime()) / 1000))
		await setTimer(tx, { matter: row.id, kind: 'warning_end', targetSeconds, rule: 'warnings V3', now })
		return {
			...done,
			output: { ...done.output, identifier: sent.identifier, until: row.until },
			fact: { ...done.fact, ...sent, until: row.until, replaces: row.replaces },
			messages: [...(done.messages ?? []), ...(replaced?.messages ?? [])],
		}
	},
})
