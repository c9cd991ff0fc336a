import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Purpose } from '../contract/scalars.ts'
import type { Seat } from '../db/store.ts'
import type { Subject } from '../powers/subject.ts'
import type { Shown } from '../view.ts'
import type { Who } from '../who.ts'
import { lineAgency } from './line-agency.ts'
import { sendTail } from './tail.ts'

/** How many looks of the hour a process remembers; what it forgets is asked of the database again. */
const remembered = 20_000

/** One look: who looked, from which post, by which view and filter, for what, in which hour. */
export type Look = { readonly digest: string; readonly hour: Date }

/**
 * S4. Looks this process knows to be entered, so that a list asked again within the hour writes nothing. Only what is
 * committed is remembered; the row in `kernel.look` decides between processes.
 */
export class Looks {
	readonly #entered = new Set<string>()
	#hour = 0

	knows(look: Look): boolean {
		return look.hour.getTime() === this.#hour && this.#entered.has(look.digest)
	}

	/** To be called after the commit. */
	remember(look: Look): void {
		const hour = look.hour.getTime()
		if (hour !== this.#hour) {
			this.#entered.clear()
			this.#hour = hour
		}
		if (this.#entered.size < remembered) this.#entered.add(look.digest)
	}
}

/** S4: one look per person, post, view, filter, purpose and hour. */
export function lookOf(
	who: Who,
	name: string,
	input: Record<string, unknown>,
	purpose: Purpose | null,
	now: Date,
): Look {
	// Paging on is the same look.
	const { after: _after, limit: _limit, ...filter } = input
	const digest = createHash('sha256')
		.update(JSON.stringify([who.person, who.post, name, filter, purpose]))
		.digest('hex')
	return { digest, hour: new Date(Math.floor(now.getTime() / 3_600_000) * 3_600_000) }
}

/** Enters a look in the transaction under way, unless another process has. */
export async function enterLook(
	seat: Seat,
	look: Look,
	of: {
		readonly who: Who
		readonly name: string
		readonly subject: Subject
		readonly purpose: Purpose | null
		readonly shown: Shown<unknown>
		readonly rules: readonly string[]
		readonly now: Date
	},
): Promise<void> {
	const { rows } = await sql`insert into kernel.look (digest, hour) values (decode(${look.digest}, 'hex'), ${look.hour})
		on conflict do nothing returning 1 as one`.execute(seat.tx)
	if (rows.length === 0) return
	const { who, subject, purpose, shown } = of
	const records = shown.records ?? []
	await sendTail(
		seat.wire,
		{
			at: of.now,
			kind: 'look',
			name: of.name,
			person: who.person,
			post: who.post,
			agency: lineAgency(who, subject),
			outcome: 'done',
			rules: [...of.rules],
			matter: shown.matter ?? purpose?.matter ?? null,
			subject: null,
			fact: { records: records.length },
			personal: {
				...(records.length === 0 ? {} : { records: records.map((one) => `${one.type} ${one.id}`).join('\n') }),
				...(purpose === null ? {} : { purpose: purpose.reason }),
			},
		},
		[],
		null,
	).done
}
