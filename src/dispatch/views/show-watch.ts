import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { whereOf } from '#kernel/powers/filter.ts'
import { shows } from '#kernel/view.ts'
import type { Who } from '#kernel/who.ts'
import { showWatch } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { agencyRef } from '../store/rows.ts'
import { reliefsFor, watchesToRelieve } from '../store/seen.ts'
import { successorsAt } from '../store/successors.ts'
import { findWatch, listOf } from '../store/watch.ts'

type Name = { readonly en: string; readonly zh: string }
type ReliefRow = {
	id: string
	version: number
	watch: string
	agency: string
	at: Date
	leaver_id: string
	successor_id: string
	leaver: Name
	successor: Name
}

/** D213, D214, D217. */
export const showWatchView = shows(showWatch, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	show: async ({ tx, who, now }) => {
		const mine = await findWatch(tx, who.bureau, who.person)
		const watch =
			mine === null
				? null
				: {
						id: mine.id,
						version: mine.version,
						since: mine.since.toISOString(),
						...(await listOf({ tx, who, now, watch: mine })),
					}
		const open = await openReliefs(tx, who, now)
		const reliefs = []
		for (const row of open)
			reliefs.push({
				id: row.id,
				version: row.version,
				watch: row.watch,
				at: row.at.toISOString(),
				leaver: row.leaver,
				successor: row.successor,
				side: sideOf(row, who),
				...(await listOf({ tx, who, now, watch: { id: row.watch, agency: row.agency } })),
			})
		const lines = [...(watch?.lines ?? []), ...reliefs.flatMap((relief) => relief.lines)]
		const records = new Map(
			lines.flatMap(({ opens }) => (opens === null ? [] : [[`${opens.type} ${opens.id}`, opens] as const])),
		)
		return {
			output: {
				at: now.toISOString(),
				agency: await agencyRef(tx, who.bureau),
				watch,
				reliefs,
				others: await othersOn(tx, who, now),
				successors: (await successorsAt(tx, who.bureau, now)).map(({ post, kind, en, zh }) => ({
					post,
					kind,
					name: { en, zh },
				})),
			},
			records: [...records.values()],
		}
	},
})

const sideOf = (row: ReliefRow, who: Who) =>
	row.successor_id === who.person
		? ('successor' as const)
		: row.leaver_id === who.person
			? ('leaver' as const)
			: ('leader' as const)

async function openReliefs(tx: Tx, who: Who, now: Date): Promise<readonly ReliefRow[]> {
	const { rows } = await sql<ReliefRow>`
		select r.id, r.version, r.watch_id as watch, r.agency_id as agency, r.at, r.leaver_id, r.successor_id,
			json_build_object('en', l.name_en, 'zh', l.name_zh) as leaver, json_build_object('en', s.name_en, 'zh', s.name_zh) as successor
		from dispatch.relief r join identity.person l on l.id = r.leaver_id join identity.person s on s.id = r.successor_id
		where r.ended is null and r.agency_id = ${who.bureau} and ${whereOf(reliefsFor(who, now), 'r')}
		order by r.at, r.id limit 20`.execute(tx)
	return rows
}

/** D217. Who stands watch here, for those who may relieve them, by name. */
async function othersOn(tx: Tx, who: Who, now: Date) {
	const { rows } = await sql<{ id: string; version: number; name: Name }>`
		select w.id, w.version, json_build_object('en', p.name_en, 'zh', p.name_zh) as name
		from dispatch.watch w join identity.person p on p.id = w.person_id
		where w.until_at is null and w.agency_id = ${who.bureau} and w.person_id <> ${who.person}
			and not exists (select from dispatch.relief r where r.watch_id = w.id and r.ended is null)
			and ${whereOf(watchesToRelieve(who, now), 'w')} limit 50`.execute(tx)
	return rows.toSorted((a, b) => a.name.en.localeCompare(b.name.en))
}
