import type { PlanShape } from '../../../../matters/contract/plans.ts'
import { Icon, type IconName } from '../../../parts/Icon.tsx'
import { useWords } from '../../../words.ts'

const marks: Readonly<Record<PlanShape['state'], { readonly tone: string; readonly icon: IconName }>> = {
	proposed: { tone: 'warn', icon: 'clock' },
	signed: { tone: 'warn', icon: 'clock' },
	running: { tone: 'warn', icon: 'clock' },
	done: { tone: 'good', icon: 'tick' },
	refused: { tone: 't2', icon: 'close' },
}

/** How far a plan has come, in a word with its sign. */
export function PlanState({ state }: { readonly state: PlanShape['state'] }) {
	const t = useWords()
	const { tone, icon } = marks[state]
	return (
		<span className={`nw ${tone}`}>
			<Icon name={icon} /> {t(`drawings.plans.state.${state}`)}
		</span>
	)
}
