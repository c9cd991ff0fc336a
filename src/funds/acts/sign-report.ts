import { sql } from 'kysely'
import { performs } from '#kernel/act.ts'
import { announceFile } from '#kernel/files/api.ts'
import { setTimer } from '#kernel/matters/api.ts'
import { Refusal } from '#kernel/refusal.ts'
import type { Words } from '#kernel/contract/declare.ts'
import { signReport } from '../contract.ts'
import { decidingClock } from '../rules/report.ts'
import { paymentsOf } from '../store/payment.ts'
import { loadReport, moveReport, mustStandIn } from '../store/report.ts'

/** F33 to F35. By the victim's own name, for at least one payment; the clock of the decision begins. */
export const performSignReport = performs(signReport, {
	load: (tx, input) => loadReport(tx, input.report),
	run: async (context, row, input) => {
		const { tx, now } = context
		mustStandIn(row, ['open'])
		const name = input.name.trim()
		if (row.victimName !== null && row.victimName.trim() !== name)
			throw wrong('name', {
				en: 'The name signed is not the victim’s. Correct one of them.',
				zh: '签署姓名与受害人姓名不一致，请更正。',
			})
		if (name === '') throw wrong('name', { en: 'It needs the victim’s name.', zh: '需要受害人姓名。' })
		if ((await paymentsOf(tx, row.id)).length === 0)
			throw wrong('report', {
				en: 'Nothing was paid: enter a payment, or close the report with what was said.',
				zh: '尚无付款：请先登记付款，或写明劝阻情况后办结。',
			})
		const { recording, photo } = input
		if (input.way === 'recorded_line' && recording === undefined)
			throw wrong('recording', { en: 'Say what the recording is called.', zh: '请填写录音编号。' })
		if (input.way === 'paper' && photo === undefined)
			throw wrong('photo', { en: 'Photograph the signed paper.', zh: '请拍下签好的纸件。' })
		if (photo !== undefined) await announceFile(tx, { matter: row.id, ...photo })
		const clock = decidingClock()
		await setTimer(tx, { matter: row.id, kind: 'funds_decide', targetSeconds: clock.seconds, rule: clock.rule, now })
		const done = await moveReport(
			context,
			row,
			'signed',
			sql`signed_at = ${now}, signed_way = ${input.way}, victim_name = ${name}, signed_recording = ${recording ?? null},
				signed_photo = decode(${photo?.sha256 ?? null}::text, 'hex')`,
		)
		const fact = { ...done.fact, way: input.way, photo: photo?.sha256 ?? null, rule: clock.rule }
		return { ...done, fact, personal: { name } }
	},
})

function wrong(field: string, words: Words): Refusal {
	return new Refusal('invalid', words, { rule: field === 'recording' || field === 'photo' ? 'F34' : 'F33', field })
}
