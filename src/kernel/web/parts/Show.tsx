import type { ReactNode } from 'react'
import type { Viewed } from '../client.ts'
import { when } from '../times.ts'
import type { WhyQuestion } from '../why.tsx'
import { useWords } from '../words.ts'
import { Loading } from './Loading.tsx'
import { Problem } from './Problem.tsx'

/** The states of a view in one place: loading, problem, old data with its age, then what there is. */
export function Show<O>({
	view,
	doing,
	title,
	ask,
	children,
}: {
	readonly view: Viewed<O>
	readonly doing?: string /** Of the problem: "List not loaded". */
	readonly title?: string
	/** What `W` asks when the view is refused. */
	readonly ask?: WhyQuestion
	readonly children: (output: O) => ReactNode
}) {
	const t = useWords()
	if (view.output === undefined) {
		if (view.problem === null) return <Loading {...(doing === undefined ? {} : { doing })} />
		return (
			<div className="pad">
				<Problem
					problem={view.problem}
					again={view.refresh}
					{...(title === undefined ? {} : { title })}
					{...(ask === undefined ? {} : { ask })}
				/>
			</div>
		)
	}
	return (
		<>
			{view.old && view.at !== undefined ? <p className="shown warn">{t('web.old', { time: when(view.at) })}</p> : null}
			{children(view.output)}
		</>
	)
}
