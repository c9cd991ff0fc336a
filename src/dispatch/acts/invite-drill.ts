import { sql } from 'kysely'
import { type ActContext, performs } from '#kernel/act.ts'
import { type AgencyCopy, crewUnit, grantDrillPost, mayPlay } from '#kernel/identity/api.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { type DrillPost, drillChanged, inviteDrill } from '../contract.ts'
import { type DrillOf, loadDrill, mustBeIn } from '../store/drill.ts'

/** D251. Nobody gives a post to themselves (I18). */
export const performInviteDrill = performs(inviteDrill, {
	load: async (tx, input) => ({ ...(await loadDrill(tx, input.drill)), version: null }),
	run: async (context, drill, input) => {
		const { tx, now, who } = context
		mustBeIn(drill, 'running')
		if (input.person === who.person)
			throw new Refusal(
				'not_permitted',
				{ en: 'Another who leads invites you.', zh: '本人须由其他组织者邀请。' },
				{ rule: 'I18', field: 'person' },
			)
		const person = await needPlayer(context, drill, input.person)
		const agency = await agencyFor(context, drill, input.as, input.agency ?? null, person.agency)
		if (!mayPlay(input.as, person, agency)) throw notForThem()
		const post = await grantDrillPost(
			tx,
			{ person: input.person, agency: agency.id, kind: input.as, until: drill.endsAt },
			now,
		)
		await sql`insert into dispatch.drill_person (drill_id, person_id, post_id) values (${drill.id}, ${input.person}, ${post})`.execute(
			tx,
		)
		const unit = goesOut.includes(input.as) ? await freeUnit(context, agency.id) : null
		if (unit !== null) await crewUnit(tx, input.person, unit, now, drill.endsAt, drill.id)
		return {
			output: { drill: drill.id, person: input.person, post, agency: agency.id, unit },
			fact: { drill: drill.id, person: input.person, post, kind: input.as, agency: agency.id, unit },
			messages: [{ topic: drillChanged, resource: { type: 'Drill', id: drill.id }, body: { state: 'running' } }],
		}
	},
})

/** Someone who serves at the bureau or below it now, and takes no part yet. */
async function needPlayer({ tx, now }: ActContext, drill: DrillOf, person: string) {
	const { rows } = await sql<{ sworn: boolean; agency: string; taken: boolean }>`
		select p.sworn, h.agency_id as agency,
			exists (select from dispatch.drill_person d where d.drill_id = ${drill.id} and d.person_id = p.id) as taken
		from identity.person p join identity.post h on h.person_id = p.id
		join identity.agency_closure c on c.descendant = h.agency_id and c.ancestor = ${drill.agency}
		where p.id = ${person} and p.left_at is null and h.from_at <= ${now} and (h.until_at is null or h.until_at > ${now})
		order by h.from_at desc limit 1`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound('nobody of this bureau')
	if (!row.taken) return row
	throw new Refusal('already', { en: 'This person takes part already.', zh: '该人员已参加演练。' }, { rule: 'D251' })
}

const goesOut: readonly DrillPost[] = ['officer', 'auxiliary_officer']

/** The first unit of the agency that nobody plays yet; null when all are played. */
async function freeUnit({ tx, now }: ActContext, agency: string): Promise<string | null> {
	const { rows } = await sql<{ id: string }>`
		select u.id from dispatch.unit u where u.agency_id = ${agency} and u.on_shift and not exists (
			select from identity.crew c where c.unit_id = u.id and c.from_at <= ${now} and (c.until_at is null or c.until_at > ${now}))
		order by u.call_en, u.id limit 1`.execute(tx)
	return rows[0]?.id ?? null
}

const atStation: readonly DrillPost[] = ['station_chief', 'officer', 'auxiliary_officer']

/** The one named; else for the desk the drill's command branch or bureau, and for others the copy of the person's own agency. */
async function agencyFor({ tx }: ActContext, drill: DrillOf, as: DrillPost, named: string | null, own: string) {
	const { rows } = await sql<AgencyCopy & { own: boolean }>`
		select g.id, g.code, g.tier, g.branch, g.code = (select o.code from identity.agency o where o.id = ${own}) as own
		from identity.agency g where g.drill_id = ${drill.id} order by g.tier = 'station', g.code`.execute(tx)
	const found =
		named !== null
			? rows.find((row) => row.id === named)
			: atStation.includes(as)
				? (rows.find((row) => row.own && row.tier === 'station') ?? rows.find((row) => row.tier === 'station'))
				: (rows.find((row) => row.branch === 'command') ?? rows.find((row) => row.id === drill.root))
	if (found === undefined) throw notFound('no such agency in the drill')
	return found
}

function notForThem(): Refusal {
	return new Refusal(
		'not_permitted',
		{
			en: 'This post is for sworn officers only, or for auxiliaries only, or not for this kind of agency.',
			zh: '该岗位仅限民警、仅限辅警，或不适用于该类单位。',
		},
		{ rule: 'I20', field: 'as' },
	)
}
