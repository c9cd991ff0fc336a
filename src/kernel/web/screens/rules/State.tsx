import type { PublishedRuleShape } from '../../../powers/contract.ts'
import { serverNow } from '../../clock.ts'
import { Icon, type IconName } from '../../parts/Icon.tsx'
import { useWords } from '../../words.ts'
import { type RuleState, stateOf } from './rule-state.ts'

const marks: Readonly<Record<RuleState, { readonly tone: string; readonly icon: IconName }>> = {
	proposed: { tone: 'warn', icon: 'clock' },
	reviewed: { tone: 'warn', icon: 'clock' },
	'in-force': { tone: 'good', icon: 'tick' },
	'to-come': { tone: 't2', icon: 'clock' },
	over: { tone: 't3', icon: 'pause' },
	refused: { tone: 't2', icon: 'close' },
}

/** How far a version has come, in a word with its sign. */
export function State({ rule }: { readonly rule: PublishedRuleShape }) {
	const t = useWords()
	const state = stateOf(rule, serverNow())
	const { tone, icon } = marks[state]
	return (
		<span className={`nw ${tone}`}>
			<Icon name={icon} /> {t(`rules.state.${state}`)}
		</span>
	)
}

/** Whether a rule narrows or grants. */
export function Effect({ effect }: { readonly effect: 'permit' | 'forbid' }) {
	const t = useWords()
	return <span className="tag">{t(`rules.effect.${effect}`)}</span>
}
