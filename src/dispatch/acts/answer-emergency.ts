import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { notFound, Refusal } from '#kernel/refusal.ts'
import { answerEmergency } from '../contract.ts'
import { findEmergency, isCodeWord, mostTries } from '../store/emergency.ts'
import { incidentSubject, needIncident } from '../store/incident.ts'
import { byOf, story, writeAll } from '../store/write.ts'
import { emergencyChanged } from './raise-emergency.ts'

/** D121, D122. */
export const performAnswerEmergency = performs(answerEmergency, {
	load: async (tx, input) => {
		const row = await needIncident(tx, input.incident, 'lock')
		return { subject: incidentSubject(row), row, version: null }
	},
	// A wrong word counts, though the act was refused.
	refused: async (tx, _who, input, refusal) => {
		if (refusal.rule !== 'D122' || refusal.code !== 'invalid') return
		await sql`update dispatch.emergency set tries = least(tries + 1, ${mostTries}) where incident_id = ${input.incident}`.execute(
			tx,
		)
	},
	run: async (context, incident, input) => {
		const { tx, who, now } = context
		const emergency = await findEmergency(tx, incident.id)
		if (emergency === null) throw notFound(`no emergency of ${incident.id}`)
		if (emergency.silenced)
			throw new Refusal('already', { en: 'The alarm has ended.', zh: '该求助警报已解除。' }, { rule: 'D121' })
		if (emergency.person === who.person)
			throw new Refusal(
				'not_permitted',
				{
					en: 'Whoever called for help does not answer it. Two others do, or one who is told the code word.',
					zh: '求助人不能自行受理，须由另外两人受理，或由知悉暗语的一人受理。',
				},
				{ rule: 'D121' },
			)
		const byWord = input.codeWord !== undefined
		if (byWord) await mustBeWord(context, emergency, input.codeWord ?? '')
		const before = emergency.answers.includes(who.person)
		if (before && !byWord)
			throw new Refusal(
				'already',
				{ en: 'You have answered. A second person must, too.', zh: '您已受理，还须另一人受理。' },
				{ rule: 'D121' },
			)
		const answers = emergency.answers.length + (before ? 0 : 1)
		const silenced = byWord || answers >= 2
		const by = byOf(who)
		await writeAll(tx, [
			sql`insert into dispatch.emergency_answer (incident_id, person_id, at, post_kind, post_id, by_agency)
				values (${incident.id}, ${who.person}, ${now}, ${by.kind}, ${by.post}, ${by.agency}) on conflict do nothing`,
			...(silenced
				? [
						sql`update dispatch.emergency set silenced_at = ${now}, silenced_by = ${byWord ? 'code_word' : 'two_people'}
							where incident_id = ${incident.id}`,
					]
				: []),
			story(context, {
				act: answerEmergency.name,
				incident: incident.id,
				fact: { unit: emergency.unit, state: silenced ? (byWord ? 'code_word' : 'two_people') : 'first' },
			}),
		])
		return {
			output: { incident: incident.id, silenced, answers },
			fact: { incident: incident.id, unit: emergency.unit, silenced, by: byWord ? 'code_word' : 'person', answers },
			messages: [emergencyChanged(incident.id, silenced ? 'silenced' : 'answered')],
			matter: incident.id,
		}
	},
})

async function mustBeWord(
	{ tx }: { readonly tx: Parameters<typeof findEmergency>[0] },
	emergency: NonNullable<Awaited<ReturnType<typeof findEmergency>>>,
	word: string,
): Promise<void> {
	if (emergency.tries >= mostTries)
		throw new Refusal(
			'wrong_state',
			{
				en: 'Too many wrong code words. Two people must answer.',
				zh: '暗语错误次数过多，须由两人受理。',
			},
			{ rule: 'D122', field: 'codeWord' },
		)
	if (await isCodeWord(tx, emergency, word)) return
	throw new Refusal(
		'invalid',
		{
			en: 'That is not the code word of this officer. The alarm goes on.',
			zh: '与该民警的暗语不符，警报继续。',
		},
		{ rule: 'D122', field: 'codeWord' },
	)
}
