import { useRef, useState } from 'react'
import { useKeys } from '../keyboard.ts'
import { useWords } from '../words.ts'
import { Button } from './Button.tsx'

/** `keys`: the key that copies the line. */
export type SheetLine = { readonly key: string; readonly label: string; readonly text: string; readonly keys?: string }

/** Longer than this it stands in a box of its own that scrolls. */
const longAfter = 300

type Said = 'copied' | 'marked'

/**
 * W96. A sheet for the terminal of another network: each line is copied by itself into the field of another system. `next` is a
 * key that copies the line after the one copied last, so that one key pressed again and again copies the whole sheet.
 */
export function CopySheet({ lines, next }: { readonly lines: readonly SheetLine[]; readonly next?: string }) {
	const cells = useRef(new Map<string, HTMLTableCellElement>())
	const [last, setLast] = useState<{ readonly key: string; readonly said: Said } | null>(null)
	const [done, setDone] = useState<ReadonlySet<string>>(new Set())
	/** Where the clipboard is closed to us (no secure address), the words are marked, for the person's own keys. */
	const copy = async (line: SheetLine): Promise<void> => {
		let said: Said = 'copied'
		try {
			await navigator.clipboard.writeText(line.text)
		} catch {
			mark(cells.current.get(line.key) ?? null)
			said = 'marked'
		}
		setLast({ key: line.key, said })
		setDone((was) => new Set(was).add(line.key))
	}
	const after = lines[(lines.findIndex(({ key }) => key === last?.key) + 1) % Math.max(1, lines.length)]
	useKeys({
		...Object.fromEntries(
			lines.flatMap((line) => (line.keys === undefined ? [] : [[line.keys, () => void copy(line)] as const])),
		),
		...(next === undefined || after === undefined ? {} : { [next]: () => void copy(after) }),
	})
	return (
		<table className="sheet">
			<tbody>
				{lines.map((line) => (
					<Line
						key={line.key}
						line={line}
						said={last?.key === line.key ? last.said : done.has(line.key) ? 'done' : 'copy'}
						hold={(cell) => {
							if (cell === null) cells.current.delete(line.key)
							else cells.current.set(line.key, cell)
						}}
						onCopy={() => void copy(line)}
					/>
				))}
			</tbody>
		</table>
	)
}

function Line(props: {
	readonly line: SheetLine
	readonly said: Said | 'copy' | 'done'
	readonly hold: (cell: HTMLTableCellElement | null) => void
	readonly onCopy: () => void
}) {
	const t = useWords()
	const { line, said } = props
	return (
		<tr aria-current={said === 'copied' || said === 'marked' ? 'true' : undefined}>
			<th scope="row">{line.label}</th>
			<td ref={props.hold}>
				{line.text.length > longAfter ? (
					<textarea className="in mono" readOnly rows={5} value={line.text} aria-label={line.label} />
				) : (
					line.text
				)}
			</td>
			<td className="r">
				<Button
					kind="bare"
					onPress={props.onCopy}
					bind={false}
					{...(line.keys === undefined ? {} : { keys: line.keys })}
				>
					<span>
						{t(`web.copy.${said === 'done' ? 'copied' : said}`)}
						<span className="hid">{t('web.copy.of', { what: line.label })}</span>
					</span>
				</Button>
			</td>
		</tr>
	)
}

function mark(cell: HTMLTableCellElement | null): void {
	if (cell === null) return
	const box = cell.querySelector('textarea')
	if (box !== null) return box.select()
	const range = document.createRange()
	range.selectNodeContents(cell)
	getSelection()?.removeAllRanges()
	getSelection()?.addRange(range)
}
