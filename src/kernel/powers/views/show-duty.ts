import { notFound } from '../../refusal.ts'
import { shows } from '../../view.ts'
import { bookSubject } from '../book.ts'
import { showDuty } from '../contract/duties.ts'
import { powersInUse } from '../current.ts'
import { dutiesAt } from '../duties.ts'
import { heldAt, lineOf, placeOf } from '../post-at.ts'

/** Posts that lead an agency. */
const leading = new Set(['commander', 'shift_leader', 'station_chief'])

/** P22, P23. */
export const showDutyView = shows(showDuty, {
	subject: async (_tx, _input, who) => bookSubject(who.bureau),
	show: async ({ tx, who, now }, { agency, kind }) => {
		const place = await placeOf(tx, agency)
		if (place === null) throw notFound(`agency ${agency}`)
		const bureau = place.base.bureau
		const line = await lineOf(tx, bureau)
		const shown = (held: Awaited<ReturnType<typeof heldAt>>) =>
			held.map(({ post, agency: at, holders }) => ({ post, agency: at, holders }))
		const led = (held: Awaited<ReturnType<typeof heldAt>>) => shown(held.filter(({ post }) => leading.has(post)))
		const own = who.below.includes(agency)
		const duties = await dutiesAt(tx, powersInUse(), { viewer: who, place, kind, now })
		return {
			output: {
				agency: place.agency,
				kind,
				posts: shown(await heldAt(tx, [bureau], now)).filter(({ agency: at }) => at.id === agency),
				above: led(await heldAt(tx, line.above, now)),
				below: led(await heldAt(tx, line.below, now)),
				duties: duties.map((duty) => ({
					source: duty.source,
					what: { ...duty.what },
					basis: { ...duty.basis },
					open: own ? duty.open : null,
					oldest: own ? (duty.oldest?.toISOString() ?? null) : null,
					due: own ? (duty.due?.toISOString() ?? null) : null,
					rows: own
						? duty.rows.map((row) => ({
								...row,
								name: { ...row.name },
								since: row.since.toISOString(),
								due: row.due?.toISOString() ?? null,
							}))
						: [],
				})),
			},
		}
	},
})
