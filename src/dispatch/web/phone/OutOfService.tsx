import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { Dialog } from '#kernel/web/parts/Dialog.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { outReason } from '../../contract/lists.ts'
import type { UnitShown } from '../../contract/shapes.ts'
import { setStatus } from '../../contract/units.ts'
import { useTerms } from '../shared/terms.ts'
import type { Mine } from './Phone.tsx'

/** Out of service with a reason, and back again. */
export function OutOfService({
	mine,
	unit,
	refresh,
}: {
	readonly mine: Mine
	readonly unit: UnitShown
	readonly refresh: () => void
}) {
	const t = useWords()
	const terms = useTerms()
	const act = useAct(setStatus)
	const [asking, setAsking] = useState(false)
	const go = async (to: 'available' | 'out_of_service', reason?: string) => {
		const why = outReason.safeParse(reason)
		const because = why.success ? { reason: why.data } : {}
		if ((await act.perform({ unit: unit.id, version: unit.version, to, ...because })) === null) return
		setAsking(false)
		refresh()
	}
	const back = unit.status === 'out_of_service' && mine.moves.includes('available') && mine.next?.to !== 'available'
	return (
		<>
			{mine.moves.includes('out_of_service') && (
				<button type="button" className="wide-act" onClick={() => setAsking(true)}>
					{t('dispatch.phone.out')}
				</button>
			)}
			{back && (
				<button type="button" className="big-act" onClick={() => void go('available')}>
					{t('dispatch.phone.next.available')}
				</button>
			)}
			{asking && (
				<Dialog title={t('dispatch.phone.out')} onClose={() => setAsking(false)}>
					{terms.options('outReasons').map((each) => (
						<button
							key={each.code}
							type="button"
							className="wide-act"
							onClick={() => void go('out_of_service', each.code)}
						>
							{each.word}
						</button>
					))}
					{act.problem !== null && <Problem problem={act.problem} />}
				</Dialog>
			)}
			{act.problem !== null && !asking && <Problem problem={act.problem} />}
		</>
	)
}
