import { useState } from 'react'
import { serverNow } from '#kernel/web/clock.ts'
import { useKept } from '#kernel/web/outbox/use-outbox.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { ReceiptLink } from '#kernel/web/parts/ReceiptLink.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useWords } from '#kernel/web/words.ts'
import type { UnitShown } from '../../contract/shapes.ts'
import { clearUnit, setStatus } from '../../contract/units.ts'
import { ClearForm } from './ClearForm.tsx'
import type { Mine } from './Phone.tsx'

type Props = { readonly mine: Mine; readonly unit: UnitShown; readonly refresh: () => void }

/** D25. The moment of the press: not before the status it follows. */
const ownMoment = (unit: UnitShown): string => new Date(Math.max(serverNow(), Date.parse(unit.statusAt))).toISOString()

/** The one big button: the next status, 64 px, where the thumb is. */
export function NextStatus({ mine, unit, refresh }: Props) {
	const t = useWords()
	const post = useSession().session?.post.id ?? ''
	const move = useKept(setStatus, post)
	const clear = useKept(clearUnit, post)
	const [clearing, setClearing] = useState(false)
	const { next } = mine
	if (next === null) return null
	const isClear = next.act === 'dispatch.unit.clear' || next.to === null
	const press = async () => {
		if (isClear) return setClearing(true)
		if (next.to === null) return
		const words = t(`dispatch.phone.next.${next.to}`)
		const input = { unit: unit.id, version: unit.version, to: next.to, at: ownMoment(unit) }
		if ((await move.perform(input, words)) !== null) refresh()
	}
	const done = async (note: string) => {
		const input = { unit: unit.id, version: unit.version, at: ownMoment(unit), ...(note === '' ? {} : { note }) }
		setClearing(false)
		if ((await clear.perform(input, note === '' ? t('dispatch.phone.next.clear') : note)) !== null) refresh()
	}
	const entered = (clear.answer ?? move.answer)?.receipt
	const problem = move.problem ?? clear.problem
	return (
		<>
			<button type="button" className="big-act" aria-busy={move.busy || clear.busy} onClick={() => void press()}>
				<Icon name={isClear ? 'tick' : next.to === 'on_scene' ? 'pin' : 'play'} size={20} />
				{t(isClear ? 'dispatch.phone.next.clear' : `dispatch.phone.next.${next.to ?? ''}`)}
			</button>
			{entered !== undefined && (
				<p className="phone-entered">
					{t('dispatch.phone.receipt')} <ReceiptLink receipt={entered} />
				</p>
			)}
			{clearing && (
				<ClearForm
					busy={clear.busy}
					problem={clear.problem}
					onClose={() => setClearing(false)}
					onClear={(note) => void done(note)}
				/>
			)}
			{problem !== null && !clearing && (
				<Problem
					problem={problem}
					again={() => void press()}
					ask={{ action: 'dispatch.unit.set-status', on: { type: 'Unit', id: unit.id } }}
				/>
			)}
		</>
	)
}
