import type { Problem as ProblemFacts } from '../http.ts'
import { hasWord, useWords } from '../words.ts'
import { useWhy, type WhyQuestion } from '../why.tsx'
import { Button } from './Button.tsx'
import { Icon } from './Icon.tsx'
import { Note } from './Note.tsx'
import { RuleTag } from './RuleTag.tsx'

const refusals = new Set(['not_permitted', 'wrong_state', 'already', 'purpose_needed', 'not_now', 'outside_map'])

/**
 * What came of an act or a view that did not go through, in the right dress: a refusal (grey, rule, who could grant),
 * overtaken (who changed it, compare), or an error (what was not done, what is safe, try again, a code).
 */
export function Problem(props: {
	readonly problem: ProblemFacts
	/** Title in words: "Cannot close now". A fitting one is chosen when absent. */
	readonly title?: string
	readonly again?: () => void
	readonly compare?: () => void
	/** What to ask when `W` or "Who could?" is pressed. */
	readonly ask?: WhyQuestion
}) {
	const t = useWords()
	const why = useWhy()
	const { problem } = props
	const code = `web.problem.${problem.code}`
	const title = props.title ?? t(hasWord(code) ? code : 'web.problem.fault')
	const detail =
		problem.code === 'no_network' || problem.code === 'no_answer'
			? t(`web.problem.${problem.code}.detail`)
			: problem.detail
	const ask = props.ask
	if (problem.code === 'overtaken')
		return (
			<Note
				kind="warn"
				live
				title={title}
				tools={
					props.compare === undefined ? undefined : (
						<Button kind="bare" keys="C" onPress={props.compare}>
							{t('web.compare')}
						</Button>
					)
				}
			>
				{detail} {t('web.overtaken.kept')}
			</Note>
		)
	if (refusals.has(problem.code))
		return (
			<Note
				kind="refused"
				live
				title={
					<>
						<b>{title}</b>
						{problem.rule === null ? null : <RuleTag id={problem.rule} />}
					</>
				}
				tools={
					ask === undefined ? undefined : (
						<Button kind="bare" keys="W" onPress={() => why.ask(ask)}>
							{t('web.why.who')}
						</Button>
					)
				}
			>
				{detail}
			</Note>
		)
	return (
		<Note
			kind="bad"
			live
			title={
				<b className="breach">
					<Icon name="alert" /> {title}
				</b>
			}
			tools={
				props.again === undefined ? undefined : (
					<Button kind="bare" keys="R" onPress={props.again}>
						{t('web.again')}
					</Button>
				)
			}
		>
			{detail} {typeof problem.extra.trace === 'string' ? <span className="mono">{problem.extra.trace}</span> : null}
		</Note>
	)
}
