import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import type { Words } from '#kernel/contract/declare.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type CapAlert, enterNotice, noticeEntered } from '../contract.ts'
import { type CapRead, readCap, readCapText } from '../rules/cap-read.ts'
import { decode } from '#kernel/xml.ts'
import { checkSignature } from '../signature.ts'
import { loadSource, type SourceOf } from '../store/source.ts'

/** V30 to V34. Read whole, its signature checked, and entered alert by alert. */
export const performEnterNotice = performs(enterNotice, {
	load: async (tx, input) => ({ ...(await loadSource(tx, input.source)), version: null }),
	run: async ({ tx, now, who }, source, input) => {
		if (source.closed)
			throw new Refusal(
				'wrong_state',
				{ en: 'This source is closed.', zh: '该来源已停用。' },
				{ rule: 'V33', field: 'source' },
			)
		const bytes = Buffer.from(input.file, 'base64')
		const { alerts, signature } = trusted(source, bytes)
		const fileSha256 = createHash('sha256').update(bytes).digest('hex')
		const notices: string[] = []
		for (const alert of alerts) {
			const notice = newId<'notice'>(now.getTime())
			const { rows } = await sql<{ id: string }>`
				insert into warnings.notice (id, agency_id, source_id, sender, identifier, sent_at, alert, file_sha256, signature, entered_at,
					expires_at)
				values (${notice}, ${who.bureau}, ${source.id}, ${alert.sender}, ${alert.identifier}, ${new Date(alert.sent)},
					${JSON.stringify(alert)}::text::jsonb, ${fileSha256}, ${signature}, ${now}, ${lastMoment(alert)})
				on conflict (agency_id, sender, identifier, sent_at) do nothing returning id`.execute(tx)
			if (rows.length > 0) notices.push(notice)
		}
		if (notices.length === 0)
			throw new Refusal(
				'already',
				{ en: 'All of it was entered before.', zh: '该文件内容此前已录入。' },
				{ rule: 'V34' },
			)
		return {
			output: { notices, signature },
			fact: { source: source.id, notices, signature, sha256: fileSha256 },
			messages: notices.map((id) => ({ topic: noticeEntered, resource: { type: 'Notice', id }, body: { signature } })),
		}
	},
})

/** V33. What may be entered of a file: of a signed one, what its signature covers and nothing else. */
function trusted(
	source: SourceOf,
	bytes: Uint8Array,
): { readonly alerts: readonly CapAlert[]; readonly signature: 'none' | 'checked' } {
	const read = mustRead(readCap(bytes))
	if (!read.signed) {
		if (source.signatureRequired)
			throw unsigned({
				en: 'This source signs its notices; the file is not signed.',
				zh: '该来源须签名，文件没有签名。',
			})
		return { alerts: read.alerts, signature: 'none' }
	}
	if (source.key === null)
		throw unsigned({
			en: 'The file is signed and no key of this source is kept here, so nobody can say who wrote it.',
			zh: '文件有签名，但未登记该来源的公钥，无法核验。',
		})
	const checked = checkSignature(decode(bytes), source.key)
	if (!checked.ok) throw unsigned({ en: checked.en, zh: checked.zh })
	return { alerts: mustRead(readCapText(checked.text)).alerts, signature: 'checked' }
}

function unsigned(words: Words): Refusal {
	return new Refusal('invalid', words, { rule: 'V33', field: 'file' })
}

function mustRead(read: CapRead): Extract<CapRead, { ok: true }> {
	if (read.ok) return read
	const line = (language: 'en' | 'zh') =>
		read.faults
			.slice(0, 3)
			.map((fault) => `${fault.element}: ${fault[language]}`)
			.join(' ')
	throw new Refusal(
		'invalid',
		{ en: `The file is refused. ${line('en')}`, zh: `文件不予录入。${line('zh')}` },
		{
			rule: read.faults.some((fault) => fault.element === 'file') ? 'V30' : 'V32',
			field: 'file',
			extra: { faults: read.faults },
		},
	)
}

function lastMoment(alert: CapAlert): Date | null {
	const moments = alert.infos.flatMap(({ expires }) => (expires === null ? [] : [Date.parse(expires)]))
	return moments.length === 0 ? null : new Date(Math.max(...moments))
}
