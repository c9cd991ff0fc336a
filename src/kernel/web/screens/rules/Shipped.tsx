import { listShipped } from '../../../powers/contract.ts'
import { useView } from '../../client.ts'
import { useActNames } from '../../names.ts'
import { Empty } from '../../parts/Empty.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Note } from '../../parts/Note.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { policyOf } from '../../parts/RuleText.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { useSay, useWords } from '../../words.ts'
import { Effect } from './State.tsx'

/** One shipped rule: its text, what it speaks about, and whether a bureau may narrow it. */
export function OneShipped({ id }: { readonly id: string }) {
	const t = useWords()
	const say = useSay()
	const nameOf = useActNames()
	const view = useView(listShipped, {})
	return (
		<Pane level={1} reads title={id} note={t('rules.shipped.one')}>
			<Show view={view} title={t('rules.shipped.failed')}>
				{({ rules }) => {
					const rule = rules.find((each) => each.id === id)
					if (rule === undefined) return <Empty title={t('rules.unknown')}>{t('rules.unknown.why')}</Empty>
					return (
						<>
							<div className="pad col">
								<p>
									<Effect effect={rule.effect} /> {say(rule)}
								</p>
								<Note
									kind="plain"
									title={
										<b>
											{rule.floor ? <Icon name="lock" /> : null} {t(rule.floor ? 'rules.floor.is' : 'rules.open.is')}
										</b>
									}
								>
									{t(rule.floor ? 'rules.floor.why' : 'rules.open.why')}
								</Note>
							</div>
							<Section title={t('web.why.held')} />
							<div className="pad">
								<pre className="text">{policyOf(rule.text)}</pre>
							</div>
							<Section
								title={t('rules.acts')}
								note={rule.actions.length === 0 ? t('rules.acts.all') : rule.actions.length}
							/>
							<ul className="pad col tight">
								{rule.actions.map((action) => (
									<li key={action}>
										{nameOf(action)} <span className="mono t3">{action}</span>
									</li>
								))}
							</ul>
						</>
					)
				}}
			</Show>
		</Pane>
	)
}

/** Before a rule is chosen: how a bureau's rule comes to hold. */
export function Nothing() {
	const t = useWords()
	return (
		<Pane reads title={t('rules.how')}>
			<ol className="pad col how">
				{(['write', 'look', 'review', 'approve', 'hold'] as const).map((step, at) => (
					<li key={step}>
						<b>{at + 1}</b>
						<span>
							<b>{t(`rules.how.${step}`)}</b> <span className="t2">{t(`rules.how.${step}.what`)}</span>
						</span>
					</li>
				))}
			</ol>
		</Pane>
	)
}
