import { useRef, useState } from 'react'
import { useWords } from '../words.ts'
import { Button } from './Button.tsx'

export type SheetLine = { readonly key: string; readonly label: string; readonly text: string }

/** Longer than this it stands in a box of its own that scrolls. */
const longAfter = 300

/** W96. A sheet for the terminal of another network: each line is copied by itself into the field of another system. */
export function CopySheet({ lines }: { readonly lines: readonly SheetLine[] }) {
	return (
		<table className="sheet">
			<tbody>
				{lines.map((line) => (
					<Line key={line.key} line={line} />
				))}
			</tbody>
		</table>
	)
}

/** Where the clipboard is closed to us (no secure address), the words are marked, for the person's own keys. */
function Line({ line }: { readonly line: SheetLine }) {
	const t = useWords()
	const words = useRef<HTMLTableCellElement>(null)
	const [said, setSaid] = useState<'copy' | 'copied' | 'marked'>('copy')
	const copy = async (): Promise<void> => {
		try {
			await navigator.clipboard.writeText(line.text)
			setSaid('copied')
		} catch {
			mark(words.current)
			setSaid('marked')
		}
	}
	return (
		<tr>
			<th scope="row">{line.label}</th>
			<td ref={words}>
				{line.text.length > longAfter ? (
					<textarea className="in mono" readOnly rows={5} value={line.text} aria-label={line.label} />
				) : (
					line.text
				)}
			</td>
			<td className="r">
				<Button kind="bare" onPress={() => void copy()}>
					<span>
						{t(`web.copy.${said}`)}
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
