import type { z } from 'zod'
import { clockTime, dayWords } from '#kernel/web/times.ts'
import { useLanguage, useWords } from '#kernel/web/words.ts'
import type { followStep } from '../../contract/follow.ts'

/** How far it is, as courses of a wall: laid, being laid, to come. */
export function FollowSteps({ steps }: { readonly steps: readonly z.output<typeof followStep>[] }) {
	const t = useWords()
	const language = useLanguage()
	const moment = (at: string) => `${dayWords(at, language)} ${clockTime(at, false)}`
	return (
		<ol className="follow-steps">
			{steps.map((step) => (
				<li key={step.key} className={step.is} aria-current={step.is === 'now' ? 'step' : undefined}>
					<span className="bricks" aria-hidden="true">
						<i />
						<i />
					</span>
					<div>
						<b>{t(`dispatch.follow.step.${step.key}`)}</b>
						<span>
							{step.at === null ? t(`dispatch.follow.step.${step.key}.later`) : moment(step.at)}
							{step.promisedAt === null ? null : (
								<span className="t3">{t('dispatch.follow.promised', { when: clockTime(step.promisedAt, false) })}</span>
							)}
						</span>
					</div>
				</li>
			))}
		</ol>
	)
}
