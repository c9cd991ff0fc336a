import { Icon } from '../../parts/Icon.tsx'
import { useSay, useWords } from '../../words.ts'

export type Found = {
	/** Id in the drawing, or `row 3` of a table; null for the text as a whole. */
	readonly element: string | null
	readonly rule: string
	/** Null for an advice, whose words are ours. */
	readonly sentence: { readonly en: string; readonly zh: string } | null
}

/** What stands against a text, one line each; pressing one goes to the element. Told as it changes. */
export function Findings(props: {
	readonly findings: readonly Found[]
	/** Said when there is nothing. */
	readonly none: string
	readonly onPress?: (element: string) => void
}) {
	const t = useWords()
	const say = useSay()
	return (
		<div role="status" className="pad">
			{props.findings.length === 0 ? (
				<p className="good">
					<Icon name="tick" /> {props.none}
				</p>
			) : (
				<ul className="faults">
					{props.findings.map((found, at) => (
						// biome-ignore lint: two findings may read alike
						<li key={`${at}`}>
							<Icon name="alert" />
							<span>
								{found.sentence === null ? t(`drawings.advice.${found.rule}`) : say(found.sentence)}{' '}
								{found.element === null || props.onPress === undefined ? (
									<span className="mono t3">{found.element}</span>
								) : (
									<button type="button" className="plain mono" onClick={() => props.onPress?.(found.element ?? '')}>
										{found.element}
									</button>
								)}{' '}
								{found.sentence === null ? null : <span className="mono t3">{found.rule}</span>}
							</span>
						</li>
					))}
				</ul>
			)}
		</div>
	)
}
