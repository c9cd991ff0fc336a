import { notFound } from '#kernel/refusal.ts'
import { mustSee } from '#kernel/powers/api.ts'
import { powersInUse } from '#kernel/powers/current.ts'
import { shows, type ViewContext } from '../../view.ts'
import { compareVersions, versionMark, type WhatIs } from '../contract/drawings.ts'
import { compareTexts } from '../publishing/compare.ts'
import { needText, versionsAt } from '../publishing/editions.ts'
import { draftSubject, drawingBookSubject, needDraft } from '../publishing/store.ts'

/** M90. */
export const compareVersionsView = shows(compareVersions, {
	subject: async (_tx, _input, who) => drawingBookSubject(who.bureau),
	async show(context, { what, name, from, to }) {
		const was = await textOf(context, what, name, from)
		const is = await textOf(context, what, name, to)
		const differences = await compareTexts(what, was, is)
		const why = { en: 'One of the two cannot be read.', zh: '其中一个版本无法读取。' }
		return {
			output: { from: was, to: is, differences: differences ?? [], why: differences === null ? why : null },
		}
	},
})

/** A version that stood at the viewer's bureau, or a draft the viewer may see. @throws Refusal `not_found` */
async function textOf({ tx, who, now }: ViewContext, what: WhatIs, name: string, which: string): Promise<string> {
	if (!versionMark.safeParse(which).success) {
		const draft = await needDraft(tx, which)
		mustSee(powersInUse(), who, draftSubject(draft), { now: Math.floor(now.getTime() / 1000), purpose: false })
		if (draft.what !== what) throw notFound(`draft ${which} is no ${what}`)
		return draft.body
	}
	const versions = (await versionsAt(tx, { what, name, agency: who.bureau, now })).get(name) ?? []
	if (!versions.some(({ edition }) => edition.version === which)) throw notFound(`version ${name} ${which}`)
	return needText(tx, what, name, which)
}
