import { useState } from 'react'
import { lettersOn, setLetters } from '../keyboard.ts'
import { useWords } from '../words.ts'
import { Check } from './Check.tsx'
import { Dialog } from './Dialog.tsx'
import { Kbd } from './Kbd.tsx'

export type KeyLine = { readonly keys: string; readonly what: string }

/** The list of keys (`?`), and the switch that turns single letters off. */
export function KeyHelp({ lines, onClose }: { readonly lines: readonly KeyLine[]; readonly onClose: () => void }) {
	const t = useWords()
	const [on, setOn] = useState(lettersOn())
	const all: readonly KeyLine[] = [
		...lines,
		...['Ctrl K', 'J', 'K', 'Enter', '/', 'T', 'W', '?', 'Esc'].map((keys) => ({ keys, what: t(`web.keys.${keys}`) })),
	]
	return (
		<Dialog title={t('web.keys.title')} onClose={onClose} wide>
			<ul className="keys">
				{all.map((line) => (
					<li key={`${line.keys} ${line.what}`}>
						<span>{line.what}</span>
						<span className="sp" />
						{line.keys.split(' ').length > 1 && !line.keys.startsWith('Ctrl') ? (
							line.keys.split(' ').map((key) => <Kbd key={key} keys={key} />)
						) : (
							<Kbd keys={line.keys} />
						)}
					</li>
				))}
			</ul>
			<Check
				on={on}
				onChange={(next) => {
					setLetters(next)
					setOn(next)
				}}
			>
				{t('web.keys.letters')}
			</Check>
		</Dialog>
	)
}
