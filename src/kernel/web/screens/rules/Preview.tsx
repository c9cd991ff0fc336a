import type { z } from 'zod'
import type { draftPreview } from '../../../powers/contract.ts'
import type { Viewed } from '../../client.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Note } from '../../parts/Note.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { policyOf } from '../../parts/RuleText.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import type { Draft } from '../../rule-text.ts'
import { when } from '../../times.ts'
import { useWords } from '../../words.ts'
import { Effects, type Weighed } from './Effects.tsx'
import { Lines } from './Lines.tsx'

/** P18. What the text would change, worked out by the server; said to be old once the text has moved on. */
export function Preview({
	view,
	asked,
	fresh,
	draft,
}: {
	readonly view: Viewed<z.output<typeof draftPreview.output>>
	/** The text it was worked out for; null before the first look. */
	readonly asked: Weighed | null
	readonly fresh: boolean
	readonly draft: Draft
}) {
	const t = useWords()
	return (
		<Pane
			title={t('rules.effects')}
			note={view.at === undefined || asked === null ? undefined : t('rules.effects.at', { time: when(view.at) })}
		>
			{asked === null ? (
				<Empty title={t('rules.effects.nothing')}>{t('rules.effects.nothing.why')}</Empty>
			) : (
				<Show view={view} doing={t('rules.effects.doing')} title={t('rules.effects.failed')}>
					{({ faults, effects, replaces }) => (
						<>
							{fresh ? null : (
								<div className="pad">
									<Note kind="warn" live title={t('rules.effects.old')}>
										{t('rules.effects.old.why')}
									</Note>
								</div>
							)}
							{faults.length > 0 ? (
								<div className="pad">
									<Note kind="bad" live title={t('rules.faults', { count: faults.length })}>
										{t('rules.faults.why')}
									</Note>
								</div>
							) : (
								<>
									<Effects effects={effects} of={asked} />
									<Section
										title={t('rules.replaces')}
										note={replaces === null ? undefined : t('rules.version', { version: replaces.version })}
									/>
									<div className="pad">
										{replaces === null ? (
											<p className="t2">{t('rules.replaces.none')}</p>
										) : (
											<Lines text={draft.text} before={policyOf(replaces.body)} />
										)}
									</div>
								</>
							)}
						</>
					)}
				</Show>
			)}
		</Pane>
	)
}
