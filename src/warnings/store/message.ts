import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { MessageType } from '../contract.ts'
import { capTime, capXml } from '../rules/cap-write.ts'
import type { WarningOf } from './warning.ts'

type Earlier = { readonly identifier: string; readonly sender: string; readonly sent_at: Date }

/** Every message of a warning and of those it stands for, oldest first, as CAP's `references` wants them. */
async function earlier(tx: Tx, warning: WarningOf): Promise<readonly string[]> {
	const { rows } = await sql<Earlier>`
		with recursive line as (
			select id, replaces_id from warnings.warning where id = ${warning.id}
			union
			select w.id, w.replaces_id from warnings.warning w join line on line.replaces_id = w.id
		)
		select m.identifier, m.sender, m.sent_at from warnings.message m join line on line.id = m.warning_id
		order by m.sent_at, m.n`.execute(tx)
	return rows.map((row) => `${row.sender},${row.identifier},${capTime(row.sent_at)}`)
}

/** V20. Freezes the next message of a warning. @returns its name and the SHA-256 of its bytes */
export async function sendMessage(
	tx: Tx,
	send: { readonly warning: WarningOf; readonly type: MessageType; readonly reason: string | null; readonly now: Date },
): Promise<{ readonly identifier: string; readonly sha256: string }> {
	const { warning, type, reason, now } = send
	const { rows } = await sql<{ en: string; zh: string; n: number }>`
		select a.name_en as en, a.name_zh as zh,
			(select count(*)::int from warnings.message m where m.warning_id = ${warning.id}) as n
		from identity.agency a where a.id = ${warning.issuer}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw new Error(`no agency ${warning.issuer}`)
	const n = row.n + 1
	const identifier = `seawall-${warning.id}-${n}`
	const sender = `seawall-${warning.issuer}`
	// CAP counts in whole seconds.
	const sentAt = new Date(Math.floor(now.getTime() / 1000) * 1000)
	const references = type === 'alert' ? [] : await earlier(tx, warning)
	const by = { en: row.en, zh: row.zh }
	const issuedAt = (warning.issuedAt ?? now).toISOString()
	const xml = capXml({ ...warning, issuedAt, by, identifier, sender, type, sentAt, references, reason })
	const sha256 = createHash('sha256').update(xml).digest('hex')
	await sql`insert into warnings.message (identifier, warning_id, n, type, sender, sent_at, xml, sha256)
		values (${identifier}, ${warning.id}, ${n}, ${type}, ${sender}, ${sentAt}, ${xml}, ${sha256})`.execute(tx)
	return { identifier, sha256 }
}
