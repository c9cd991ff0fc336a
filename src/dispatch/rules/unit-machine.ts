import { Refusal } from '#kernel/refusal.ts'
import type { UnitStatus } from '../contract.ts'
import { unitMoves } from '../contract/unit-moves.ts'

const busy: ReadonlySet<UnitStatus> = new Set(['dispatched', 'en_route', 'on_scene', 'transporting'])

export function movesFrom(status: UnitStatus): readonly UnitStatus[] {
	return unitMoves[status]
}

/** A unit with a part in an incident. */
export function isBusy(status: UnitStatus): boolean {
	return busy.has(status)
}

export const statusWords: Readonly<Record<UnitStatus, { en: string; zh: string }>> = {
	available: { en: 'available', zh: '待命' },
	dispatched: { en: 'dispatched', zh: '已派警' },
	en_route: { en: 'en route', zh: '途中' },
	on_scene: { en: 'on scene', zh: '在现场' },
	transporting: { en: 'transporting', zh: '押送中' },
	out_of_service: { en: 'out of service', zh: '停勤' },
}

/** D17. @throws Refusal `wrong_state` naming the moves there are */
export function mustMove(from: UnitStatus, to: UnitStatus): void {
	if (unitMoves[from].includes(to)) return
	const allowed = unitMoves[from]
	const en = allowed.map((status) => statusWords[status].en).join(', ')
	const zh = allowed.map((status) => statusWords[status].zh).join('、')
	const clear = to === 'available' && isBusy(from)
	throw new Refusal(
		'wrong_state',
		{
			en: `A unit that is ${statusWords[from].en} cannot become ${statusWords[to].en}. ${clear ? 'Clear it from its incident first.' : `It can become: ${en}.`}`,
			zh: `单元现为“${statusWords[from].zh}”，不能改为“${statusWords[to].zh}”。${clear ? '先完成处警。' : `可以改为：${zh}。`}`,
		},
		{ rule: 'D17', field: 'to', extra: { status: from, moves: allowed } },
	)
}

/** D18. Only a unit that is on its incident can be cleared. */
export function mustClear(from: UnitStatus): void {
	if (isBusy(from)) return
	throw new Refusal(
		'wrong_state',
		{ en: 'The unit is on no incident, so there is nothing to clear.', zh: '该单元没有在处的警情。' },
		{ rule: 'D18', extra: { status: from } },
	)
}
