import type { DraftState as State } from '../../../matters/contract/drawing-shapes.ts'
import { Icon, type IconName } from '../../parts/Icon.tsx'
import { useWords } from '../../words.ts'

const marks: Readonly<Record<State, { readonly tone: string; readonly icon: IconName }>> = {
	draft: { tone: 't2', icon: 'file' },
	proposed: { tone: 'warn', icon: 'clock' },
	reviewed: { tone: 'warn', icon: 'clock' },
	published: { tone: 'good', icon: 'tick' },
	refused: { tone: 't2', icon: 'close' },
	withdrawn: { tone: 't3', icon: 'close' },
}

/** How far a draft has come, in a word with its sign. */
export function DraftState({ state }: { readonly state: State }) {
	const t = useWords()
	const { tone, icon } = marks[state]
	return (
		<span className={`nw ${tone}`}>
			<Icon name={icon} /> {t(`drawings.state.${state}`)}
		</span>
	)
}

/** What a draft waits for: to be drawn, reviewed by another chain, published; nothing any more. */
export function waitsFor(state: State): 'drawing' | 'review' | 'publish' | 'nothing' {
	if (state === 'draft') return 'drawing'
	if (state === 'proposed') return 'review'
	return state === 'reviewed' ? 'publish' : 'nothing'
}
