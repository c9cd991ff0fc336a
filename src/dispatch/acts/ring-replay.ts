import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { facts as factsOf, ringReplay } from '../contract.ts'
import { deskSubject } from '../store/call.ts'
import { findPlace } from '../store/place.ts'
import { mustBeDemo } from '../store/replay.ts'
import { callChanged, story, writeAll } from '../store/write.ts'
import { saveRinging } from './ring-call.ts'

/** D35. The database refuses it too, whatever the program says. The number is of a range nobody has. */
export const performRingReplay = performs(ringReplay, {
	load: async (_tx, input) => ({ subject: deskSubject(input.agency), row: null, version: null }),
	run: async (context, _row, input) => {
		await mustBeDemo(context.tx, input.agency)
		const saved = await saveRinging(context, ringReplay.name, {
			agency: input.agency,
			line: 'demo',
			number: `1000000${String(Math.floor(context.now.getTime() / 1000) % 10_000).padStart(4, '0')}`,
			located: { point: input.point, accuracyMetres: input.accuracyMetres, datum: 'wgs84' },
			silent: input.silent,
			generated: true,
		})
		const place = await findPlace(context, { words: input.address, address: input.address }, null)
		await writeAll(context.tx, [
			place.write,
			sql`update dispatch.call set place_id = ${place.id}, type = ${input.type},
				facts = ${JSON.stringify(factsOf.parse(input.facts ?? {}))}::text::jsonb, version = version + 1 where id = ${saved.call}`,
			...input.said.map((text, n) =>
				story(context, {
					act: 'dispatch.call.save-detail',
					call: saved.call,
					text,
					at: new Date(context.now.getTime() + n),
					fact: { generated: true },
				}),
			),
			sql`update dispatch.replay set calls = calls + 1 where agency_id = ${input.agency}`,
		])
		return {
			output: { call: saved.call, number: saved.number, state: 'ringing' as const, version: 2 },
			fact: { call: saved.call, number: saved.number, type: input.type, generated: true },
			messages: [callChanged(saved.call, 'ringing', 2)],
			matter: saved.call,
		}
	},
})
