import { useAct } from '#kernel/web/client.ts'
import { useMay } from '#kernel/web/may.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { AgencyRef, UnitShown } from '../../contract/shapes.ts'
import { moveUp } from '../../contract/units.ts'

type Props = {
	readonly unit: Pick<UnitShown, 'id' | 'callSign'>
	/** Null: back to its own. */
	readonly area: AgencyRef | null
	readonly keys?: string
}

/** D293. Tells a free unit, by one press, to stand in for an area, or to come back. Drawn only for who may. */
export function MoveUp({ unit, area, keys }: Props) {
	const t = useWords()
	const say = useSay()
	const may = useMay()
	const { tell } = useNotices()
	const act = useAct(moveUp)
	if (may !== null && !may.has(moveUp.name)) return null
	const ask = { action: moveUp.name, on: { type: 'Unit', id: unit.id }, about: say(unit.callSign) }
	const send = async () => {
		const answer = await act.perform({ unit: unit.id, area: area?.id ?? null })
		if (answer === null) return
		tell({
			kind: 'good',
			title:
				area === null
					? t('dispatch.move.backed', { unit: say(unit.callSign) })
					: t('dispatch.move.told', { unit: say(unit.callSign), area: say(area) }),
			detail: t('dispatch.sent.receipt', { receipt: answer.receipt.slice(0, 12) }),
			receipt: answer.receipt,
		})
	}
	return (
		<>
			<Button {...(keys === undefined ? {} : { keys })} busy={act.busy} onPress={() => void send()}>
				{area === null ? t('dispatch.move.back') : t('dispatch.move.tell', { unit: say(unit.callSign) })}
			</Button>
			{act.problem !== null && <Problem problem={act.problem} ask={ask} again={() => void send()} />}
		</>
	)
}
