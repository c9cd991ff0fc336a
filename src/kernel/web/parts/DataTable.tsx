import {
	type CSSProperties,
	Fragment,
	type KeyboardEvent,
	type ReactNode,
	useEffect,
	useLayoutEffect,
	useMemo,
	useRef,
	useState,
} from 'react'
import { useKeys } from '../keyboard.ts'
import { moved, sorted, windowOf } from '../table.ts'
import { count } from '../times.ts'
import { useWords } from '../words.ts'

export type Column<Row> = {
	readonly key: string
	/** Words of the head. */
	readonly head: string
	/** Pixels; the columns without one share the rest. */
	readonly width?: number
	/** Numbers, times and money stand right. */
	readonly right?: boolean
	readonly cell: (row: Row) => ReactNode
	/** Lets the head sort by it. */
	readonly compare?: (a: Row, b: Row) => number
	/** Drop the column when the table is narrower than this many pixels. */
	readonly from?: number
	/** Its words go on to a second line rather than be cut. Not in long tables, whose rows have one height. */
	readonly wraps?: boolean
}

export type Group<Row> = {
	readonly key: string
	readonly title?: ReactNode
	/** After the title, grey: the count. */
	readonly note?: ReactNode
	/** Right end of the section row. */
	readonly tools?: ReactNode
	readonly rows: readonly Row[]
}

export type DataTableProps<Row> = {
	/** Names the table for those who hear it. */
	readonly label: string
	readonly columns: readonly Column<Row>[]
	/** Rows alone, or in sections where the eye must stop. */
	readonly rows?: readonly Row[]
	readonly groups?: readonly Group<Row>[]
	readonly rowKey: (row: Row) => string
	readonly selected?: string | null
	readonly onSelect?: (row: Row) => void
	/** Enter or double click: opens, or does the one main act. */
	readonly onOpen?: (row: Row) => void
	/** Rows that need a decision have a second line and are 46 px high. */
	readonly two?: (row: Row) => boolean
	/** A row that moved by itself in the last 2 s keeps its place with a mark. */
	readonly marked?: (row: Row) => boolean
	/** Sort mark of a list the server sorted; `onSort` asks for another. */
	readonly sort?: { readonly key: string; readonly down: boolean }
	readonly onSort?: (key: string) => void
	/** "50 of 1,213 shown". `more` when the count stopped: "50 of more than 10,000". */
	readonly total?: { readonly of: number; readonly more?: boolean }
	/** J, K and Enter act here (the screen's main table). */
	readonly keys?: boolean
	readonly empty?: ReactNode
	/** Hide the head line (read out all the same). */
	readonly headless?: boolean
	/** The table scrolls by itself inside a panel of fixed height. */
	readonly scrolls?: boolean
}

type Line<Row> =
	| { readonly kind: 'head'; readonly group: Group<Row> }
	| { readonly kind: 'row'; readonly row: Row; readonly at: number }

const longFrom = 150

/** A native table: head, hair lines, no zebra; keyboard J K Enter, arrows when a row has focus; long ones draw a window. */
export function DataTable<Row>(props: DataTableProps<Row>) {
	const t = useWords()
	const box = useRef<HTMLDivElement>(null)
	const [own, setOwn] = useState<{ key: string; down: boolean } | null>(null)
	const [scroll, setScroll] = useState({ top: 0, view: 900, width: 4000 })
	const mark = props.sort ?? own
	const { lines, rows } = useMemo(() => lay(props, own), [props.rows, props.groups, own])
	const at = rows.findIndex((row) => props.rowKey(row) === props.selected)
	const measure = (): void => {
		const element = box.current
		if (element !== null) setScroll({ top: element.scrollTop, view: element.clientHeight, width: element.clientWidth })
	}
	useLayoutEffect(() => {
		measure()
		if (box.current === null) return
		const watch = new ResizeObserver(measure)
		watch.observe(box.current)
		return () => watch.disconnect()
	}, [])
	const long = props.scrolls === true && lines.length > longFrom
	useEffect(() => {
		const timer = setTimeout(() => tellWhole(box.current), 150)
		return () => clearTimeout(timer)
	}, [lines, scroll.width, scroll.top, t])
	const heights = useMemo(
		() => (long ? lines.map((line) => (line.kind === 'head' ? 26 : props.two?.(line.row) === true ? 46 : 28)) : []),
		[lines, long],
	)
	const part = long ? windowOf(heights, scroll.top, scroll.view) : { from: 0, to: lines.length, before: 0, after: 0 }
	const columns = props.columns.filter((column) => column.from === undefined || scroll.width >= column.from)

	const go = (step: number): void => {
		const row = rows[moved(at, step, rows.length)]
		if (row === undefined) return
		props.onSelect?.(row)
		const inside = box.current?.contains(document.activeElement) === true
		requestAnimationFrame(() => {
			const element = box.current?.querySelector<HTMLElement>('tr[aria-current]')
			element?.scrollIntoView({ block: 'nearest' })
			if (inside) element?.focus({ preventScroll: true })
		})
		if (long) box.current?.scrollTo({ top: topOf(lines, heights, row, scroll) })
	}
	const open = (): void => {
		const row = rows[at]
		if (row !== undefined) (props.onOpen ?? props.onSelect)?.(row)
	}
	useKeys(
		{ J: () => go(1), K: () => go(-1), Enter: at >= 0 && props.onOpen !== undefined ? open : undefined },
		{ when: props.keys === true },
	)
	// Enter opens the row that has the focus, also where none is selected yet.
	const onRowKey = (event: KeyboardEvent, row: Row): void => {
		const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0
		if (step !== 0) go(step)
		else if (event.key === 'Enter' && event.target instanceof HTMLTableRowElement)
			(props.onOpen ?? props.onSelect)?.(row)
		else return
		event.preventDefault()
	}
	const live = props.onSelect !== undefined || props.onOpen !== undefined
	const total = rows.length
	const least = columns.reduce((sum, column) => sum + (column.width ?? 120), 0)
	// Wider than its place and without a row to stand on: the keyboard scrolls the table itself.
	const reached = least > scroll.width && !(live && total > 0)

	return (
		<div
			className="tbl"
			ref={box}
			role={reached ? 'group' : undefined}
			aria-label={reached ? props.label : undefined}
			tabIndex={reached ? 0 : undefined}
			onScroll={long ? measure : undefined}
			style={props.scrolls === true ? fill : undefined}
		>
			<table style={{ minWidth: least }} aria-label={props.label} aria-rowcount={long ? total + 1 : undefined}>
				<colgroup>
					{columns.map((column) => (
						<col key={column.key} style={column.width === undefined ? undefined : { width: column.width }} />
					))}
				</colgroup>
				<thead className={props.headless === true ? 'hid' : undefined}>
					<tr>
						{columns.map((column) => (
							<Head
								key={column.key}
								column={column}
								mark={mark?.key === column.key ? mark : null}
								onSort={
									props.onSort ?? ((key) => setOwn((was) => ({ key, down: was?.key === key ? !was.down : false })))
								}
								sortable={props.onSort !== undefined || column.compare !== undefined}
							/>
						))}
					</tr>
				</thead>
				<tbody>
					{part.before > 0 ? <Gap height={part.before} span={columns.length} /> : null}
					{lines.slice(part.from, part.to).map((line) =>
						line.kind === 'head' ? (
							<tr key={`g ${line.group.key}`} className="sec-row">
								<td colSpan={columns.length}>
									<span className="row">
										<span>
											{line.group.title} <span className="n">{line.group.note ?? count(line.group.rows.length)}</span>
										</span>
										<span className="n">{line.group.tools}</span>
									</span>
								</td>
							</tr>
						) : (
							<tr
								key={props.rowKey(line.row)}
								className={
									[
										line.at === at ? 'sel' : '',
										props.two?.(line.row) === true ? 'two' : '',
										props.marked?.(line.row) === true ? 'moved' : '',
									]
										.join(' ')
										.trim() || undefined
								}
								aria-current={line.at === at ? 'true' : undefined}
								aria-rowindex={long ? line.at + 2 : undefined}
								tabIndex={live ? (line.at === at || (at < 0 && line.at === 0) ? 0 : -1) : undefined}
								data-open={live ? '' : undefined}
								onClick={live ? () => (props.onSelect ?? props.onOpen)?.(line.row) : undefined}
								onDoubleClick={props.onOpen === undefined ? undefined : () => props.onOpen?.(line.row)}
								onFocus={(event) => {
									if (event.target === event.currentTarget && line.at !== at && at >= 0) props.onSelect?.(line.row)
								}}
								onKeyDown={live ? (event) => onRowKey(event, line.row) : undefined}
							>
								{columns.map((column) => (
									<td
										key={column.key}
										className={column.right === true ? 'r' : column.wraps === true ? 'wraps' : undefined}
									>
										{column.cell(line.row)}
									</td>
								))}
							</tr>
						),
					)}
					{part.after > 0 ? <Gap height={part.after} span={columns.length} /> : null}
				</tbody>
			</table>
			{total === 0 ? props.empty : null}
			{props.total !== undefined && (props.total.of > total || props.total.more === true) ? (
				<p className="shown">
					{t(props.total.more === true ? 'web.table.more' : 'web.table.shown', {
						shown: count(total),
						of: count(props.total.of),
					})}
				</p>
			) : null}
		</div>
	)
}

const fill: CSSProperties = { flex: 1 }

/** Cells cut short carry their whole text as title, for the pointer and for those who hear. */
function tellWhole(box: HTMLElement | null): void {
	for (const cell of box?.querySelectorAll<HTMLElement>('td, th') ?? []) {
		if (cell.scrollWidth > cell.clientWidth + 1) {
			cell.title = cell.innerText
			cell.dataset.whole = ''
		} else if (cell.dataset.whole !== undefined) {
			cell.removeAttribute('title')
			delete cell.dataset.whole
		}
	}
}

function Gap({ height, span }: { readonly height: number; readonly span: number }) {
	return (
		<tr className="gap" aria-hidden="true">
			<td colSpan={span} style={{ height }} />
		</tr>
	)
}

function Head<Row>(props: {
	readonly column: Column<Row>
	readonly mark: { readonly down: boolean } | null
	readonly sortable: boolean
	readonly onSort: (key: string) => void
}) {
	const { column, mark } = props
	const arrow = mark === null ? null : <span aria-hidden="true"> {mark.down ? '↓' : '↑'}</span>
	return (
		<th
			scope="col"
			className={column.right === true ? 'r' : undefined}
			aria-sort={mark === null ? undefined : mark.down ? 'descending' : 'ascending'}
		>
			{props.sortable ? (
				<button type="button" onClick={() => props.onSort(column.key)}>
					{column.head}
					{arrow}
				</button>
			) : (
				<Fragment>
					{column.head}
					{arrow}
				</Fragment>
			)}
		</th>
	)
}

function lay<Row>(
	props: DataTableProps<Row>,
	own: { readonly key: string; readonly down: boolean } | null,
): { lines: Line<Row>[]; rows: Row[] } {
	const compare = own === null ? undefined : props.columns.find((column) => column.key === own.key)?.compare
	const order = (rows: readonly Row[]): readonly Row[] =>
		compare === undefined || own === null ? rows : sorted(rows, compare, own.down)
	const lines: Line<Row>[] = []
	const rows: Row[] = []
	for (const group of props.groups ?? [{ key: '', rows: props.rows ?? [] }]) {
		if (group.title !== undefined) lines.push({ kind: 'head', group })
		for (const row of order(group.rows)) {
			lines.push({ kind: 'row', row, at: rows.length })
			rows.push(row)
		}
	}
	return { lines, rows }
}

function topOf<Row>(
	lines: readonly Line<Row>[],
	heights: readonly number[],
	row: Row,
	scroll: { readonly top: number; readonly view: number },
): number {
	let y = 26
	for (const [at, line] of lines.entries()) {
		if (line.kind === 'row' && line.row === row) break
		y += heights[at] ?? 0
	}
	if (y < scroll.top + 26) return y - 26
	return y + 46 > scroll.top + scroll.view ? y + 46 - scroll.view : scroll.top
}
