import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { signMeasure } from '../contract.ts'
import { loadMeasure, moveMeasure, mustBe } from '../store/measure.ts'
import { needReady } from '../store/measure-checks.ts'
import { stopClocks } from '../store/measure-clocks.ts'

/** F61 to F66. What was checked is kept with it: who approves, by which row, of how much of the loss. */
export const performSignMeasure = performs(signMeasure, {
	isolation: 'serializable',
	load: (tx, input) => loadMeasure(tx, input.measure),
	run: async (context, row) => {
		// Signed again while it waits: what is known of the account may have changed who approves.
		mustBe(row, 'draft', 'mismatch', 'signing')
		const ready = await needReady(context.tx, row)
		if (row.state === 'mismatch') await stopClocks(context.tx, row.id, context.now)
		const { agency, post, people, rule } = ready.approver
		const twoPeople = people === 2
		const done = await moveMeasure(context, row, {
			to: 'signing',
			changes: sql`signed_by = ${context.who.person}, signed_at = ${context.now}, asked_minor = ${ready.askedMinor},
				traced_minor = ${ready.traced.minor}, hops = ${ready.traced.hops}, pack = ${ready.pack}, rule = ${rule},
				approver_id = ${agency}, approver_post = ${post}, two_people = ${twoPeople}, approved_by = null, sent_at = null,
				until_at = null, answered_at = null, mismatch = null,
				living_minor = ${ready.livingMinor}`,
			fact: { pack: ready.pack, rule, approver: agency, approverPost: post, askedMinor: ready.askedMinor },
		})
		return { ...done, output: { ...done.output, approver: agency, approverPost: post, twoPeople } }
	},
})
