import { useWhy } from '../why.tsx'
import { useWords } from '../words.ts'

/** A rule's id. Pressed, it opens the rule's text and who could grant. */
export function RuleTag({
	id,
	still = false,
}: {
	readonly id: string /** Not a button (inside another control). */
	readonly still?: boolean
}) {
	const t = useWords()
	const why = useWhy()
	if (still) return <span className="rule">{id}</span>
	return (
		<button type="button" className="rule" aria-label={t('web.rule.open', { id })} onClick={() => why.rule(id)}>
			{id}
		</button>
	)
}
