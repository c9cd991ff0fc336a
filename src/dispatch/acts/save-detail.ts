import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { Refusal } from '#kernel/refusal.ts'
import { saveDetail } from '../contract.ts'
import { changedOf, loadCall } from '../store/call.ts'
import { findPlace } from '../store/place.ts'
import { callChanged, given, incidentChanged, story, writeAll, type Write } from '../store/write.ts'

/** What is heard, as it is heard. What is said is appended; names and numbers go to columns of their own. */
export const performSaveDetail = performs(saveDetail, {
	load: (tx, input) => loadCall(tx, input.call),
	run: async (context, call, input) => {
		const { call: _call, version: _version, place, facts, said, ...rest } = input
		if (place === undefined && facts === undefined && said === undefined && Object.keys(rest).length === 0)
			throw new Refusal('invalid', { en: 'There is nothing to save.', zh: '没有要保存的内容。' }, { field: 'said' })
		const found = place === undefined ? null : await findPlace(context, place, call.located)
		const merged = { ...call.facts, ...facts }
		const changed = changedOf(call, {
			type: rest.type,
			place: found?.id,
			facts: facts === undefined ? undefined : merged,
		})
		const writes: Write[] = []
		if (found !== null) writes.push(found.write)
		writes.push(
			sql`update dispatch.call set version = version + 1, facts = ${JSON.stringify(merged)}::text::jsonb,
				place_id = coalesce(${found?.id ?? null}::uuid, place_id), type = coalesce(${rest.type ?? null}::text, type),
				caller_kind = coalesce(${rest.callerKind ?? null}::text, caller_kind),
				caller_name = coalesce(${rest.callerName ?? null}::text, caller_name),
				call_back_number = coalesce(${rest.callBackNumber ?? null}::text, call_back_number),
				safe_to_call = coalesce(${rest.safeToCall ?? null}::boolean, safe_to_call),
				interpreter = coalesce(${rest.interpreter ?? null}::text, interpreter),
				silent = coalesce(${rest.silent ?? null}::boolean, silent),
				unspoken = ${rest.unspoken === undefined ? sql`unspoken` : sql`${rest.unspoken}::text`}
				where id = ${call.id}`,
			story(context, {
				act: saveDetail.name,
				call: call.id,
				incident: call.incident,
				text: said,
				fact: { set: Object.keys(input).filter((key) => key !== 'call' && key !== 'version'), ...changed },
			}),
		)
		await writeAll(context.tx, writes)
		const version = call.version + 1
		const heard = call.incident === null ? [] : [incidentChanged(call.incident, 'told', 0)]
		return {
			output: { call: call.id, state: call.state, version },
			fact: {
				set: Object.keys(input).filter((key) => key !== 'call' && key !== 'version'),
				...(found === null ? {} : { verified: found.verified }),
				...changed,
			},
			personal: given({
				said,
				callerName: rest.callerName,
				callBackNumber: rest.callBackNumber,
				'place.words': place?.words,
				'place.detail': place?.detail,
			}),
			messages: [callChanged(call.id, call.state, version), ...heard],
			matter: call.id,
		}
	},
})
