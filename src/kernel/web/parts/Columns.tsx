import { type ReactNode, useEffect, useState } from 'react'
import { useKeys } from '../keyboard.ts'
import { useWords } from '../words.ts'
import { Chips } from './Chips.tsx'

export type ColumnPart = {
	readonly key: string
	/** Short name on the tab below 1100 px. */
	readonly title: string
	/** Grid width at full size, `580px` or `1fr`. */
	readonly width: string
	readonly children: ReactNode
	/** Below 1500 px it lies over the column before it, at the right, while `open`. */
	readonly over?: { readonly open: boolean; readonly onClose: () => void }
}

export type Wide = 'full' | 'over' | 'one'

/** Which arrangement fits a window `width` px wide. */
export function arrangement(width: number): Wide {
	return width >= 1500 ? 'full' : width >= 1100 ? 'over' : 'one'
}

/** Side by side from 1500 px; below, the `over` column lies over the one before; below 1100 px one at a time, keys 1 2 3. */
export function Columns({
	columns,
	show,
	onShow,
}: {
	readonly columns: readonly ColumnPart[] /** Column shown when there is room for one; the first when absent. */
	readonly show?: string
	readonly onShow?: (key: string) => void
}) {
	const t = useWords()
	const wide = useWide()
	const [own, setOwn] = useState<string>()
	const shown = show ?? own ?? columns[0]?.key
	const pick = (key: string): void => {
		setOwn(key)
		onShow?.(key)
	}
	useKeys(Object.fromEntries(columns.map((column, at) => [String(at + 1), () => pick(column.key)])), {
		when: wide === 'one',
	})
	const lying = columns.find((column) => column.over !== undefined)
	useKeys({ Esc: () => lying?.over?.onClose() }, { when: wide === 'over' && lying?.over?.open === true })
	if (wide === 'one')
		return (
			<div className="cols-one">
				<div className="cols-tabs">
					<Chips
						label={t('web.columns')}
						value={shown ?? ''}
						onChange={pick}
						chips={columns.map((column, at) => ({ value: column.key, label: `${at + 1} ${column.title}` }))}
					/>
				</div>
				{columns.map((column) => (
					<div key={column.key} className="c" hidden={column.key !== shown}>
						{column.children}
					</div>
				))}
			</div>
		)
	const beside = wide === 'full' ? columns : columns.filter((column) => column.over === undefined)
	return (
		<div
			className="cols"
			style={{
				gridTemplateColumns: beside
					.map((column) => (column.width.endsWith('fr') ? `minmax(0, ${column.width})` : column.width))
					.join(' '),
			}}
		>
			{columns.map((column) => (
				<div
					key={column.key}
					className={wide === 'over' && column.over !== undefined ? 'c lies' : 'c'}
					hidden={wide === 'over' && column.over?.open === false}
					style={wide === 'over' && column.over !== undefined ? { width: column.width } : undefined}
				>
					{column.children}
				</div>
			))}
		</div>
	)
}

/** The arrangement for the window as it is now. */
export function useWide(): Wide {
	const [wide, setWide] = useState<Wide>(() => arrangement(innerWidth))
	useEffect(() => {
		const look = (): void => setWide(arrangement(innerWidth))
		addEventListener('resize', look)
		return () => removeEventListener('resize', look)
	}, [])
	return wide
}
