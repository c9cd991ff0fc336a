import { sql } from 'kysely'
import { shows } from '#kernel/view.ts'
import { listOutward, outwardKind } from '../contract.ts'
import { spokenCode } from '../rules/plain.ts'
import { deskSubject } from '../store/call.ts'
import en from '../words/en.json' with { type: 'json' }
import zh from '../words/zh.json' with { type: 'json' }

const english: Readonly<Record<string, string>> = en
const chinese: Readonly<Record<string, string>> = zh
const most = 100

/** D284. Where to write is told with the code to write by. */
const withCode = (words: string, code: string | null) =>
	code === null ? words : words.replace('{{code}}', spokenCode(code))

/** D193, D194. What waits to be carried out, oldest first; no number stands here. */
export const showOutwardList = shows(listOutward, {
	subject: async (_tx, _input, who) => deskSubject(who.bureau),
	async show({ tx, who }) {
		const { rows } = await sql<{
			id: string
			call: { id: string; number: string }
			kind: string
			at: Date
			code: string | null
		}>`
			select o.id, json_build_object('id', c.id, 'number', c.number) as call, o.kind, o.at, c.text_code as code
			from dispatch.outward o join dispatch.call c on c.id = o.call_id
			where o.state = 'waiting' and c.agency_id = ${who.bureau} order by o.at, o.id limit ${most + 1}`.execute(tx)
		return {
			output: {
				rows: rows.slice(0, most).map((row) => {
					const key = `dispatch.outward.${row.kind}`
					return {
						id: row.id,
						call: row.call,
						kind: outwardKind.parse(row.kind),
						words: {
							en: withCode(english[key] ?? row.kind, row.code),
							zh: withCode(chinese[key] ?? row.kind, row.code),
						},
						at: row.at.toISOString(),
					}
				}),
				more: rows.length > most,
			},
		}
	},
})
