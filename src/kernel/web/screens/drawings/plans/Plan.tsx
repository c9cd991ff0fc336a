import type { z } from 'zod'
import { compareVersions } from '../../../../matters/contract/drawings.ts'
import { type PlanShape, showPlan } from '../../../../matters/contract/plans.ts'
import { useView } from '../../../client.ts'
import { useAgencies } from '../../../names.ts'
import { Icon } from '../../../parts/Icon.tsx'
import { Note } from '../../../parts/Note.tsx'
import { Pane } from '../../../parts/Pane.tsx'
import { Section } from '../../../parts/Section.tsx'
import { Show } from '../../../parts/Show.tsx'
import { count, when } from '../../../times.ts'
import { useLanguage, useSay, useWords } from '../../../words.ts'
import { NotMine } from '../Signatures.tsx'
import { placesIn } from './elements.ts'
import { PlanState } from './PlanState.tsx'
import { Run } from './Run.tsx'
import { Refuse, Sign } from './Signing.tsx'
import { LostBy, Stays } from './Tried.tsx'

type ShownPlan = z.output<typeof showPlan.output>

/** W74. One plan: from where to where, how far it is, who signs, who runs it, what stayed. */
export function OnePlan({ id }: { readonly id: string }) {
	const t = useWords()
	const view = useView(showPlan, { id }, { keep: true, topics: ['matters.plan.'] })
	const plan = view.output?.plan
	return (
		<Pane title={t('drawings.plans.one')} note={plan === undefined ? undefined : <PlanState state={plan.state} />}>
			<Show view={view} title={t('drawings.failed')} ask={{ action: showPlan.name }}>
				{(shown) => (
					<>
						<Facts shown={shown} />
						<Signature shown={shown} onDone={view.refresh} />
						<Run shown={shown} onDone={view.refresh} />
						{shown.stays.length === 0 ? null : (
							<>
								<Section
									title={
										<>
											{t(begun(shown.plan) ? 'drawings.plans.stays' : 'drawings.plans.would-stay')} <LostBy />
										</>
									}
									note={shown.stays.length}
								/>
								<Named shown={shown} />
							</>
						)}
					</>
				)}
			</Show>
		</Pane>
	)
}

/** Whether matters were moved by it already. */
const begun = ({ state }: PlanShape): boolean => state === 'running' || state === 'done'

/** Matters that stayed, with what they would lose called by its name in the old drawing. */
function Named({ shown: { plan, stays } }: { readonly shown: ShownPlan }) {
	const language = useLanguage()
	const { name, from, to } = plan
	const texts = useView(compareVersions, { what: 'drawing', name, from, to })
	return <Stays stays={stays} places={texts.output === undefined ? [] : placesIn(texts.output.from, language)} />
}

function Facts({ shown: { plan, fromEdition, toEdition } }: { readonly shown: ShownPlan }) {
	const t = useWords()
	const say = useSay()
	const map = Object.entries(plan.elements)
	const number = (edition: typeof fromEdition): string => t('drawings.version', { number: edition.number })
	return (
		<dl className="facts">
			<dt>{t('drawings.col.of')}</dt>
			<dd className="mono">{plan.name}</dd>
			<dt>{t('drawings.plans.versions')}</dt>
			<dd>{t('drawings.plans.from-to', { from: number(fromEdition), to: number(toEdition) })}</dd>
			<dt>{t('drawings.col.scope')}</dt>
			<dd>{t('drawings.scope.below', { agency: say(plan.scope) })}</dd>
			<dt>{t('drawings.reason')}</dt>
			<dd>{plan.reason}</dd>
			<dt>{t('drawings.plans.proposed')}</dt>
			<dd>
				<Step step={plan.proposed} />
			</dd>
			<dt>{t('drawings.plans.trial')}</dt>
			<dd>
				<Found found={plan.tried} as="drawings.plans.tried" />
				{plan.triedAgain === null ? null : <Found found={plan.triedAgain} as="drawings.plans.tried-again" />}
			</dd>
			<dt>{t('drawings.plans.map')}</dt>
			<dd>
				{map.length === 0
					? t('drawings.plans.map.same')
					: map.map(([from, to]) => (
							<div key={from} className="mono sm">
								{from} → {to}
							</div>
						))}
			</dd>
		</dl>
	)
}

/** What a dry run found, and when. */
function Found({ found, as }: { readonly found: PlanShape['tried']; readonly as: string }) {
	const t = useWords()
	return <div>{t(as, { of: count(found.of), moves: count(found.moves) })}</div>
}

function Step({ step }: { readonly step: PlanShape['proposed'] }) {
	const t = useWords()
	const agencyOf = useAgencies()
	if (step === null) return <>–</>
	return (
		<>
			{t(`web.post.${step.post}`)}, {agencyOf(step.agency)} <span className="t3">{when(step.at)}</span>
		</>
	)
}

/** The signature of another chain: given, mine to give, or by whom it could be. */
function Signature({ shown, onDone }: { readonly shown: ShownPlan; readonly onDone: () => void }) {
	const t = useWords()
	const { plan, signatures } = shown
	const sign = signatures.find(({ act }) => act === 'matters.plan.sign')
	const refuse = signatures.find(({ act }) => act === 'matters.plan.refuse')
	const given = plan.signed ?? plan.refused
	return (
		<>
			<Section title={t('drawings.signatures')} note={t('drawings.signatures.note')} />
			<div className="pad col">
				{given !== null ? (
					<p>
						<span className={plan.refused === null ? 'good' : 't2'}>
							<Icon name={plan.refused === null ? 'tick' : 'close'} />{' '}
							{t(plan.refused === null ? 'drawings.sign.given' : 'drawings.ended.refuse')}
						</span>{' '}
						<Step step={given} />
						<br />
						<span className="t2">{given.ground}</span>
					</p>
				) : sign === undefined ? (
					<Note kind="plain">{t('drawings.sign.no-more')}</Note>
				) : sign.allowed ? (
					<Sign plan={plan} onDone={onDone} />
				) : (
					<NotMine wanted={sign} />
				)}
				{refuse?.allowed === true ? <Refuse plan={plan} onDone={onDone} /> : null}
			</div>
		</>
	)
}
