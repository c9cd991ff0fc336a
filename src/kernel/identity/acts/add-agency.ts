import { performs } from '../../act.ts'
import { newId } from '../../ids.ts'
import { Refusal } from '../../refusal.ts'
import { agencyAdd } from '../contract/organisation.ts'
import { mayStandUnder } from '../rules/posts.ts'
import { bureauSubject, needAgency } from '../store.ts'

/** I19. A new agency under one of the administrator's. */
export const addAgencyAct = performs(agencyAdd, {
	async load(tx, input) {
		const row = await needAgency(tx, input.parent, true)
		return { subject: bureauSubject(row), row, version: null }
	},
	async run({ tx, now }, parent, input) {
		const child = { tier: input.tier, branch: input.branch ?? null }
		if (!mayStandUnder(child, parent)) throw wrongPlace()
		const id = newId<'agency'>(now.getTime())
		const added = await tx
			.insertInto('identity.agency')
			.values({
				id,
				code: input.code,
				name_en: input.nameEn,
				name_zh: input.nameZh,
				...child,
				parent_id: parent.id,
				demo: parent.demo,
			})
			.onConflict((conflict) => conflict.columns(['demo', 'drill_id', 'code']).doNothing())
			.returning('version')
			.executeTakeFirst()
		if (added === undefined) throw codeTaken(input.code)
		return {
			output: { id, version: added.version },
			fact: { agency: id, parent: parent.id, code: input.code, tier: input.tier, branch: child.branch },
			messages: [{ topic: 'identity.agency.changed', resource: { type: 'Bureau', id }, body: { parent: parent.id } }],
		}
	},
})

function wrongPlace(): Refusal {
	return new Refusal(
		'invalid',
		{
			en: 'A branch has its bureau’s tier; any other agency stands below its parent’s tier; nothing stands under a branch.',
			zh: '警种部门与所属单位同级；其他单位须低于上级单位一级以上；警种部门下不设单位。',
		},
		{ rule: 'I19', field: 'tier' },
	)
}

export function codeTaken(code: string): Refusal {
	return new Refusal(
		'already',
		{ en: `The code ${code} is taken.`, zh: `代码 ${code} 已被使用。` },
		{ rule: 'I19', field: 'code' },
	)
}
