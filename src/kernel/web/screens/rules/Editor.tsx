import { useRef } from 'react'
import { FieldFrame, useFieldIds } from '../../parts/Field.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { useWords } from '../../words.ts'

export type ShownFault = { readonly line: number | null; readonly words: string }

/** A policy as text: numbered lines, each fault with its line and sentence; pressing one goes there. */
export function Editor(props: {
	readonly value: string
	readonly onChange: (value: string) => void
	readonly faults: readonly ShownFault[]
}) {
	const t = useWords()
	const area = useRef<HTMLTextAreaElement>(null)
	const ids = useFieldIds(undefined, true, props.faults.length === 0 ? undefined : true)
	const lines = props.value.split('\n')
	const wrong = new Set(props.faults.map((fault) => fault.line))
	const goTo = (line: number | null): void => {
		const element = area.current
		if (element === null) return
		element.focus()
		if (line === null) return
		const start = lines.slice(0, line - 1).reduce((sum, each) => sum + each.length + 1, 0)
		element.setSelectionRange(start, start + (lines[line - 1]?.length ?? 0))
	}
	return (
		<FieldFrame label={t('rules.text')} hint={t('rules.text.hint')} ids={ids} required>
			<div className="editor">
				<div className="gutter" aria-hidden="true">
					{lines.map((_line, at) => (
						// biome-ignore lint: a line is known by its place alone
						<span key={`${at}`} className={wrong.has(at + 1) ? 'wrong' : undefined}>
							{wrong.has(at + 1) ? '▸ ' : ''}
							{at + 1}
						</span>
					))}
				</div>
				<textarea
					ref={area}
					id={ids.id}
					className="in mono"
					wrap="off"
					rows={Math.max(8, lines.length + 1)}
					value={props.value}
					maxLength={7000}
					spellCheck={false}
					autoComplete="off"
					required
					aria-describedby={ids.described}
					aria-invalid={props.faults.length === 0 ? undefined : true}
					onChange={(event) => props.onChange(event.target.value)}
				/>
			</div>
			<div id={ids.wrongId} role="status">
				{props.faults.length === 0 ? null : (
					<ul className="faults">
						{props.faults.map((fault) => (
							<li key={`${fault.line ?? ''} ${fault.words}`}>
								<button type="button" className="plain" onClick={() => goTo(fault.line)}>
									<Icon name="alert" />
									<span>
										<b>{fault.line === null ? t('rules.fault') : t('rules.fault.line', { line: fault.line })}</b>{' '}
										{fault.words}
									</span>
								</button>
							</li>
						))}
					</ul>
				)}
			</div>
		</FieldFrame>
	)
}
