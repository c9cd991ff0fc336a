import { performs } from '../../act.ts'
import { isExceptionEnd } from '../../exception.ts'
import { Refusal } from '#kernel/refusal.ts'
import { type FaultShape, proposeDraft } from '../contract/drawings.ts'
import { faultsOf } from '../publishing/check.ts'
import { currentAt } from '../publishing/editions.ts'
import { type DraftRow, draftSubject, keepHand, needDraft, takeStep, told } from '../publishing/store.ts'

/** M81. A sound text that differs from what is in force; from here on it stands still. */
export const proposeDraftAct = performs(proposeDraft, {
	async load(tx, input) {
		const row = await needDraft(tx, input.id, 'lock')
		return { subject: draftSubject(row), row, version: row.version }
	},
	async run({ tx, who, now }, row, input) {
		const until = input.until === undefined ? null : new Date(input.until)
		if (until !== null && !isExceptionEnd(now, until)) throw badEnd()
		const faults = await faultsOf(row, { tx, agency: row.scope_id, now })
		if (faults.length > 0) throw unsound(faults)
		const current = await currentAt(tx, { what: row.what, name: row.name, agency: row.scope_id, now })
		if (current?.edition.version === row.mark) throw same(row)
		await takeStep(tx, row, 'proposed', { who, now, ground: input.reason })
		const against = current?.edition.version ?? null
		await tx
			.updateTable('matters.draft')
			.set({ reason: input.reason, until_at: until, against })
			.where('id', '=', row.id)
			.execute()
		await keepHand(tx, row.id, who, now)
		const more = { mark: row.mark, against, until: until?.toISOString() ?? null, state: 'proposed' }
		return { output: { id: row.id, version: row.version + 1 }, ...told(row, more) }
	},
})

function unsound(faults: readonly FaultShape[]): Refusal {
	const [first] = faults
	return new Refusal(
		'invalid',
		{
			en: `It may not be published: ${faults.length} faults, the first: ${first?.en}.`,
			zh: `不能发布：共 ${faults.length} 处问题，第一处：${first?.zh}。`,
		},
		{ rule: first?.rule ?? 'M85', extra: { faults } },
	)
}

function same({ mark }: DraftRow): Refusal {
	return new Refusal(
		'already',
		{ en: 'It is word for word what is in force.', zh: '与现行版本完全相同。' },
		{ rule: 'M81', extra: { version: mark } },
	)
}

function badEnd(): Refusal {
	return new Refusal(
		'invalid',
		{ en: 'An exception ends in the future, within five years.', zh: '例外的终止时间须在将来，且不超过五年。' },
		{ rule: 'M86', field: 'until' },
	)
}
