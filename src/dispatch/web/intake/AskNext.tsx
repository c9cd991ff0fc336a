import { Icon } from '#kernel/web/parts/Icon.tsx'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import { type Facts, someFacts } from '../../contract/lists.ts'
import { useTerms } from '../shared/terms.ts'
import type { CallShown } from './CallForm.tsx'
import { Row } from './Row.tsx'

/** The questions that move the priority of this type, in order; the first open one stands out. */
export function AskNext({
	call,
	onFacts,
}: {
	readonly call: CallShown
	readonly onFacts: (facts: Partial<Facts>) => void
}) {
	const t = useWords()
	const language = useLanguage()
	const terms = useTerms()
	const asks = terms.types.find((each) => each.code === call.type)?.asks ?? []
	const open = asks.find((name) => call.facts[name] === 'unknown')
	const answer = (name: string, code: string) => {
		const read = someFacts.safeParse({ [name]: code })
		if (read.success) onFacts(read.data)
	}
	return (
		<Row at={6} keys="F7" name="ask" label={t('dispatch.intake.ask')}>
			{asks.length === 0 && <p className="t3 ask-none">{t('dispatch.intake.typeFirst')}</p>}
			<div className="asks">
				{asks.map((name) => {
					const term = terms.facts.find((each) => each.name === name)
					const known = call.facts[name] !== 'unknown'
					return (
						<div key={name} className="ask">
							<span className={known ? 'met' : name === open ? 'warn' : 't3'}>
								{known ? <Icon name="tick" /> : name === open ? <Icon name="chevron" /> : '○'}
							</span>
							{name === open ? (
								<b>{term?.question[language]}</b>
							) : (
								<span className="t2">{term?.question[language]}</span>
							)}
							<span className="chips" role="group" aria-label={term?.question[language]}>
								{term?.answers
									.filter((each) => each.code !== 'unknown')
									.map((each) => (
										<button
											key={each.code}
											type="button"
											className="chip"
											aria-pressed={call.facts[name] === each.code}
											onClick={() => answer(name, each.code)}
										>
											{each.words[language]}
										</button>
									))}
							</span>
						</div>
					)
				})}
			</div>
		</Row>
	)
}
