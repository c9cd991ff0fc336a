import { Refusal } from '#kernel/refusal.ts'
import type { OrderDue, WrittenSheet } from '../contract.ts'
import { furthestSeconds } from '../rules/order-clock.ts'
import { isQuota, namesResident } from '../rules/order-quota.ts'

type Words = Pick<WrittenSheet, 'title' | 'checklist' | 'target' | 'claim'>

/** K32, K33. What an order's measure may not say. @throws Refusal `invalid` */
export function mustCountNobody({ title, checklist, target }: Words): void {
	const said = [
		['title', title],
		...checklist.map((item, n) => [`checklist/${n}/words`, item.words]),
		...(target?.list ?? []).map((item, n) => [`target/list/${n}/words`, item.words]),
	] as const
	for (const [field = '', words = ''] of said) {
		if (namesResident(words))
			throw new Refusal(
				'invalid',
				{
					en: 'A list of an order holds places, tasks and repairs, never residents. Whoever needs people works from the matter.',
					zh: '命令的清单只能列地点、任务和维修项目，不能列居民。需要找人的，在事项内办理。',
				},
				{ rule: 'K32', field },
			)
		if (isQuota(words))
			throw new Refusal(
				'invalid',
				{
					en: 'Arrests, detentions, fines, stops, cases solved and people are never the measure of an order. Count places, tasks or repairs.',
					zh: '逮捕、拘留、罚款、盘查、破案数和人数都不得作为命令指标。请以地点、任务或维修项目计数。',
				},
				{ rule: 'K33', field },
			)
	}
}

/** K32. A list cannot be longer than what it counts. @throws Refusal `invalid` */
export function mustFitTarget({ target, claim }: Words): void {
	if (target?.list !== undefined && target.list.length > target.amount)
		throw new Refusal(
			'invalid',
			{ en: 'The list is longer than the number to be reached.', zh: '清单条目多于目标数量。' },
			{ rule: 'K31', field: 'target/list' },
		)
	if (claim !== undefined && Date.parse(claim.until) <= Date.parse(claim.from))
		throw new Refusal(
			'invalid',
			{ en: 'What is claimed ends after it begins.', zh: '占用结束时间应当晚于开始时间。' },
			{ rule: 'K29', field: 'claim/until' },
		)
}

/** K35. A date that can be met. @throws Refusal `invalid` */
export function mustBeMeetable(due: OrderDue, now: Date, latest: Date | null): void {
	if (!('at' in due)) return
	mustLieAhead(new Date(due.at), now, latest)
}

/** K19, K35. @throws Refusal `invalid` */
export function mustLieAhead(at: Date, now: Date, latest: Date | null): void {
	const ahead = (at.getTime() - now.getTime()) / 1000
	if (ahead < 60 || ahead > furthestSeconds)
		throw new Refusal(
			'invalid',
			{ en: 'An order is due in the future, within three years.', zh: '命令期限应当在将来三年之内。' },
			{ rule: 'K35', field: 'due' },
		)
	if (latest !== null && at > latest)
		throw new Refusal(
			'invalid',
			{ en: 'A part is due no later than the order it is a part of.', zh: '分解命令的期限不得晚于上级命令。' },
			{ rule: 'K19', field: 'due', extra: { latest: latest.toISOString() } },
		)
}
