import { Link, useLocation } from 'wouter'
import type { z } from 'zod'
import { previewRule, proposeRule, type PublishedRuleShape, showRule } from '../../../powers/contract.ts'
import { useView, type Viewed } from '../../client.ts'
import { useMay } from '../../may.ts'
import { useAgencies } from '../../names.ts'
import { Button } from '../../parts/Button.tsx'
import { Note } from '../../parts/Note.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { policyOf } from '../../parts/RuleText.tsx'
import { Section } from '../../parts/Section.tsx'
import { Show } from '../../parts/Show.tsx'
import { Story } from '../../parts/Story.tsx'
import { useSession } from '../../session.tsx'
import { day, when } from '../../times.ts'
import { useSay, useWords } from '../../words.ts'
import { Effects } from './Effects.tsx'
import { Lines } from './Lines.tsx'
import { Signatures } from './Signatures.tsx'
import { Effect, State } from './State.tsx'

type Shown = z.output<typeof showRule.output>

/** One version of a bureau's rule: what it says, what it changes, who signs it, what was entered. */
export function Proposal({ id }: { readonly id: string }) {
	const t = useWords()
	const view = useView(showRule, { id }, { topics: ['powers.rule.'] })
	const rule = view.output?.rule
	const may = useMay()
	const mayWeigh = may?.has(previewRule.name) === true
	const weighing = useView(previewRule, { id }, { enabled: mayWeigh })
	return (
		<Pane
			level={1}
			title={rule === undefined ? t('rules.one') : `${rule.rule} ${t('rules.version', { version: rule.version })}`}
			note={rule === undefined ? undefined : <State rule={rule} />}
			tools={rule === undefined ? undefined : <Again rule={rule} />}
		>
			<Show view={view} title={t('rules.one.failed')}>
				{(shown) => (
					<>
						<Facts shown={shown} />
						<Change rule={shown.rule} view={mayWeigh ? weighing : null} />
						<Text shown={shown} />
						<Signatures shown={shown} weighed={weighing.output !== undefined} onDone={view.refresh} />
						<Entered shown={shown} />
					</>
				)}
			</Show>
		</Pane>
	)
}

/** A rule is changed by a new version of it. */
function Again({ rule }: { readonly rule: PublishedRuleShape }) {
	const t = useWords()
	const [, navigate] = useLocation()
	const { session } = useSession()
	const agencyOf = useAgencies()
	const may = useMay()
	if (may?.has(proposeRule.name) !== true || session === null) return null
	// The rule of a bureau above is changed there.
	if (agencyOf(rule.bureau) === '–') return null
	return (
		<Button keys="E" onPress={() => navigate(`/powers/rules/new?of=${rule.id}`)}>
			{t('rules.again')}
		</Button>
	)
}

function Facts({ shown: { rule, replaces, mine } }: { readonly shown: Shown }) {
	const t = useWords()
	const say = useSay()
	const agencyOf = useAgencies()
	return (
		<dl className="facts">
			<dt>{t('rules.col.effect')}</dt>
			<dd>
				<Effect effect={rule.effect} />
			</dd>
			<dt>{t('rules.basis')}</dt>
			<dd>{say(rule)}</dd>
			<dt>{t('rules.reason')}</dt>
			<dd>{rule.reason}</dd>
			<dt>{t('rules.bureau')}</dt>
			<dd>{agencyOf(rule.bureau)}</dd>
			<dt>{t('rules.col.holds')}</dt>
			<dd>
				{day(rule.from)} – {rule.until === null ? t('rules.no-end') : day(rule.until)}
			</dd>
			<dt>{t('rules.proposed')}</dt>
			<dd>
				{rule.proposedPost === null ? t('rules.post-unknown') : t(`web.post.${rule.proposedPost}`)}
				{mine ? ` ${t('rules.you')}` : ''} <span className="t3">{when(rule.proposedAt)}</span>
			</dd>
			<dt>{t('rules.replaces')}</dt>
			<dd>
				{replaces === null ? (
					t('rules.replaces.none')
				) : (
					<Link href={`/powers/rules/${replaces.id}`}>
						{`${rule.rule} ${t('rules.version', { version: replaces.version })}`}
					</Link>
				)}
			</dd>
		</dl>
	)
}

/** P13. Worked out now, for whoever looks; shown to those who decide (null: not to me). */
function Change({
	rule,
	view,
}: {
	readonly rule: PublishedRuleShape
	readonly view: Viewed<z.output<typeof previewRule.output>> | null
}) {
	const t = useWords()
	const { body, from, until } = rule
	return (
		<>
			<Section
				title={t('rules.effects')}
				note={view?.at === undefined ? undefined : t('rules.effects.at', { time: when(view.at) })}
				tools={
					view === null ? undefined : (
						<Button kind="bare" onPress={view.refresh}>
							{t('rules.effects.again')}
						</Button>
					)
				}
			/>
			{view === null ? (
				<div className="pad">
					<Note kind="plain">{t('rules.effects.not-mine')}</Note>
				</div>
			) : (
				<Show view={view} doing={t('rules.effects.doing')} title={t('rules.effects.failed')}>
					{({ effects }) => <Effects effects={effects} of={{ body, from, ...(until === null ? {} : { until }) }} />}
				</Show>
			)}
		</>
	)
}

function Text({ shown: { rule, replaces } }: { readonly shown: Shown }) {
	const t = useWords()
	return (
		<>
			<Section
				title={t('rules.text')}
				note={replaces === null ? t('rules.text.new') : t('rules.text.diff', { version: replaces.version })}
			/>
			<div className="pad">
				<Lines text={policyOf(rule.body)} before={replaces === null ? undefined : policyOf(replaces.body)} />
			</div>
		</>
	)
}

function Entered({ shown: { rule, entries } }: { readonly shown: Shown }) {
	const t = useWords()
	const grounds = {
		proposed: rule.reason,
		reviewed: rule.reviewed?.ground,
		approved: rule.approved?.ground,
		refused: rule.refused?.ground,
	}
	return (
		<>
			<Section title={t('rules.entries')} note={entries.length} />
			<div className="pad">
				{entries.length === 0 ? <p className="t2">{t('rules.entries.waiting')}</p> : null}
				<Story
					days
					lines={entries.map((entry) => ({
						key: String(entry.n),
						at: entry.at,
						kind: entry.step === 'refused' ? 'refused' : 'entered',
						what: t(`rules.entry.${entry.step}`),
						who: grounds[entry.step],
						entry: entry.n,
						href: `/entries/${entry.n}`,
					}))}
				/>
			</div>
		</>
	)
}
