import { sql } from 'kysely'
import { performs } from '../../act.ts'
import { deliverMessage } from '../contract.ts'
import { matterSubject } from '../hold/subject.ts'
import { driveProcess } from '../process/drive.ts'
import { committed, mustBeBounded } from '../runner/given.ts'
import { movedDone } from '../runner/moved.ts'
import { nobodyWaits } from '../runner/thrown.ts'

/** M49. A message from outside to one matter: its oldest wait of the name, the same key where both have one. */
export const deliverMessageAct = performs(deliverMessage, {
	async load(tx, input) {
		const subject = await matterSubject(tx, input.matter, 'lock')
		const key = input.key ?? null
		const { rows } = await sql<{ id: string }>`select w.instance_id as id
			from matters.process_wait w join matters.instance i on i.id = w.instance_id
			where i.matter_id = ${input.matter}::uuid and w.kind = 'message' and w.name = ${input.name}
				and (${key}::text is null or w.key is null or w.key = ${key}::text)
			order by w.asked_at, w.n limit 1`.execute(tx)
		return { subject, row: rows[0]?.id ?? null, version: null }
	},
	async run(context, instance, { name, key, data }) {
		mustBeBounded(data)
		if (instance === null) throw nobodyWaits('M49')
		const given = { ...(key === undefined ? {} : { key }), ...(data === undefined ? {} : { data }) }
		const driven = await driveProcess(context, instance, { is: 'message', name, ...given })
		if (!driven.taken) throw nobodyWaits('M49')
		return movedDone(driven, { instance, kind: 'message', name }, committed(data))
	},
})
