import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { newId } from '#kernel/ids.ts'
import { Refusal } from '#kernel/refusal.ts'
import { keepSource } from '../contract.ts'
import { isUsableKey } from '../signature.ts'
import { bookSubject } from '../store/warning.ts'

/** V33. */
export const performKeepSource = performs(keepSource, {
	load: async (_tx, _input, who) => ({ subject: bookSubject(who.bureau), row: null, version: null }),
	run: async ({ tx, now, who }, _row, { name, signatureRequired, key }) => {
		if (signatureRequired && key === undefined)
			throw new Refusal(
				'invalid',
				{ en: 'To require a signature, its key must be kept here.', zh: '要求签名的，须登记其公钥或证书。' },
				{ rule: 'V33', field: 'key' },
			)
		if (key !== undefined && !isUsableKey(key))
			throw new Refusal(
				'invalid',
				{ en: 'It is no RSA key of 2048 bits or more.', zh: '须为 2048 位以上的 RSA 公钥或证书。' },
				{ rule: 'V33', field: 'key' },
			)
		const source = newId<'source'>(now.getTime())
		await sql`insert into warnings.source (id, agency_id, name, signature_required, key_pem)
			values (${source}, ${who.bureau}, ${name}, ${signatureRequired}, ${key ?? null})`.execute(tx)
		return { output: { source }, fact: { source, signatureRequired, hasKey: key !== undefined } }
	},
})
