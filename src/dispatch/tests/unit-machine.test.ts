import { expect, test } from 'vitest'
import { Refusal } from '#kernel/refusal.ts'
import { type UnitStatus, unitStatus } from '../contract.ts'
import { nextOnPhone } from '../contract/unit-moves.ts'
import { isBusy, movesFrom, mustClear, mustMove } from '../rules/unit-machine.ts'

/** Written out by hand: from, then every status it may become. */
const drawn: Record<UnitStatus, readonly UnitStatus[]> = {
	available: ['out_of_service'],
	dispatched: ['en_route', 'on_scene'],
	en_route: ['on_scene'],
	on_scene: ['transporting'],
	transporting: ['on_scene'],
	out_of_service: ['available'],
}

const pairs = unitStatus.options.flatMap((from) => unitStatus.options.map((to) => [from, to] as const))

test.each(pairs)('D17 from %s to %s is as drawn', (from, to) => {
	const allowed = drawn[from].includes(to)
	expect(movesFrom(from).includes(to)).toBe(allowed)
	if (allowed) return mustMove(from, to)
	try {
		mustMove(from, to)
		expect.unreachable()
	} catch (error) {
		if (!(error instanceof Refusal)) throw error
		expect(error).toMatchObject({ code: 'wrong_state', rule: 'D17', field: 'to', extra: { moves: drawn[from] } })
		expect(error.words.en).not.toEqual(error.words.zh)
	}
})

test('D18 only a unit on an incident can be cleared', () => {
	for (const status of unitStatus.options) {
		if (isBusy(status)) mustClear(status)
		else expect(() => mustClear(status)).toThrow(Refusal)
	}
})

test('D17 the one button of the phone is a move the machine has', () => {
	for (const status of unitStatus.options) {
		const next = nextOnPhone(status)
		if (next?.to != null) expect(movesFrom(status)).toContain(next.to)
		if (next?.act === 'dispatch.unit.clear') expect(isBusy(status)).toBe(true)
	}
})
