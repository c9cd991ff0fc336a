import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { meetTimer, setTimer } from '#kernel/matters/api.ts'

const objectionClock = 'return_objection'

/** F321. The clock of a round's objections is set to the earliest that waits; none: it is met. */
export async function setObjectionClock(tx: Tx, round: string, now: Date): Promise<void> {
	const { rows } = await sql<{ entered: Date; due: Date }>`select entered_at as entered, due_at as due
		from funds.return_objection where round_id = ${round} and ruling is null order by due_at, id limit 1`.execute(tx)
	const next = rows[0]
	if (next === undefined) {
		await meetTimer(tx, { matter: round, kind: objectionClock, now })
		return
	}
	const { rows: open } = await sql<{ due: Date }>`select due_at as due from matters.timer
		where matter_id = ${round} and kind = ${objectionClock} and met_at is null and dropped_at is null`.execute(tx)
	if (open[0]?.due.getTime() === next.due.getTime()) return
	const targetSeconds = Math.round((next.due.getTime() - next.entered.getTime()) / 1000)
	const from = new Date(next.due.getTime() - targetSeconds * 1000)
	await setTimer(tx, { matter: round, kind: objectionClock, targetSeconds, rule: 'funds F321', from, now })
}

/** What stopped waits for nothing. */
export async function dropReturnClocks(tx: Tx, round: string, now: Date): Promise<void> {
	await sql`update matters.timer set dropped_at = ${now} where matter_id = ${round}
		and kind in ('return_notice', ${objectionClock}) and met_at is null and dropped_at is null`.execute(tx)
}
