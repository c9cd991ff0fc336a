import { useEffect, useRef } from 'react'
import type { Point } from '#kernel/contract/scalars.ts'
import { showBlocks } from '#kernel/geo/contract.ts'
import { useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { useWords } from '#kernel/web/words.ts'

type Props = {
	/** A point in each block that was chosen. */
	readonly inside: readonly Point[]
	readonly onInside: (points: readonly Point[]) => void
	readonly onOutline: (points: readonly Point[]) => void
}

/** G13, V66. Street blocks by a point in each: their common outline, or why there is none. */
export function Blocks({ inside, onInside, onOutline }: Props) {
	const t = useWords()
	const at = inside.map(([lon, lat]) => `${lon.toFixed(6)},${lat.toFixed(6)}`).join(' ')
	const view = useView(showBlocks, { at }, { enabled: inside.length > 0, keep: true })
	const found = inside.length === 0 ? undefined : view.output
	const told = useRef(onOutline)
	told.current = onOutline
	useEffect(() => told.current(found?.outline ?? []), [found])
	return (
		<div className="col">
			<p role="status">{t('warnings.area.blocks', { count: inside.length })}</p>
			{found?.fault == null ? null : <p className="warn">{t(`warnings.area.block.${found.fault}`)}</p>}
			{view.problem === null ? null : <p className="warn">{view.problem.detail}</p>}
			{inside.length === 0 ? null : (
				<div className="row">
					<Button onPress={() => onInside(inside.slice(0, -1))}>{t('warnings.area.block.back')}</Button>
				</div>
			)}
		</div>
	)
}
