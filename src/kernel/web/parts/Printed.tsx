import { useCheckpoint } from '../checkpoint.ts'
import { count } from '../times.ts'
import { useWords } from '../words.ts'

/**
 * The newest checkpoint at the end of every printed staff page, and on paper only: what was printed can be held against
 * the ledger later. `every`: ask by itself so often, in milliseconds, where no foot does.
 */
export function Printed({ every = null }: { readonly every?: number | null }) {
	const t = useWords()
	const checkpoint = useCheckpoint(every)
	if (checkpoint === null) return null
	const { origin, size, root, witnesses } = checkpoint
	return (
		<p className="printed" aria-hidden="true">
			{t('web.printed', { origin, size: count(size), root: `${root.slice(0, 12)}…${root.slice(-5)}` })}{' '}
			{witnesses.length === 0
				? t('web.printed.alone')
				: t('web.printed.witnesses', { names: witnesses.join(t('web.list.comma')) })}
		</p>
	)
}
