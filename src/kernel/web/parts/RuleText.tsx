import type { RuleText as Rule } from '../../powers/contract.ts'
import { useLanguage, useWords } from '../words.ts'

/** A rule: its id, whether it allows or forbids, its basis in words, and the text the system holds. */
export function RuleText({
	rule,
	folded = false,
}: {
	readonly rule: Rule /** Cedar text behind a fold. */
	readonly folded?: boolean
}) {
	const t = useWords()
	const language = useLanguage()
	const held = <pre className="text">{policyOf(rule.text)}</pre>
	return (
		<div className="col rule-text">
			<p>
				<span className="rule">{rule.id}</span> <span className="t3">{t(`web.why.${rule.effect}`)}</span>{' '}
				{rule[language]}
			</p>
			{folded ? (
				<details>
					<summary className="sm t2">{t('web.why.held')}</summary>
					{held}
				</details>
			) : (
				held
			)}
		</div>
	)
}

/** The policy without its annotations: those are shown as words. */
export function policyOf(text: string): string {
	return text
		.split('\n')
		.filter((line) => !line.trim().startsWith('@'))
		.join('\n')
		.replaceAll(/@\w+\("[^"]*"\)\s*/g, '')
		.trim()
}
