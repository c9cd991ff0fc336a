import { type DiffLine, diffLines } from '../../diff.ts'
import { useWords } from '../../words.ts'

/** A text with the numbers of its lines; beside the one it replaces, what was added and taken out. */
export function Lines({ text, before }: { readonly text: string; readonly before?: string | undefined }) {
	const t = useWords()
	const lines: readonly DiffLine[] =
		before === undefined ? text.split('\n').map((each) => ({ sign: ' ', text: each })) : diffLines(before, text)
	let number = 0
	return (
		<ol className="lines">
			{lines.map((line, at) => {
				if (line.sign !== '-') number += 1
				return (
					// biome-ignore lint: a line is known by its place alone
					<li key={`${at}`} className={line.sign === '+' ? 'added' : line.sign === '-' ? 'gone' : undefined}>
						<span className="no" aria-hidden="true">
							{line.sign === '-' ? '' : number}
						</span>
						<span className="sign">
							<span aria-hidden="true">{line.sign}</span>
							{line.sign === ' ' ? null : (
								<span className="hid">{t(line.sign === '+' ? 'rules.diff.added' : 'rules.diff.gone')}</span>
							)}
						</span>
						<code>{line.text === '' ? ' ' : line.text}</code>
					</li>
				)
			})}
		</ol>
	)
}
