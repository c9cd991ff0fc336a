import { useState } from 'react'
import type { z } from 'zod'
import {
	approveRule,
	type PublishedRuleShape,
	refuseRule,
	reviewRule,
	type showRule,
	type SignatureShape,
} from '../../../powers/contract.ts'
import { useAct } from '../../client.ts'
import { useNotices } from '../../notices.tsx'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Note } from '../../parts/Note.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { RuleTag } from '../../parts/RuleTag.tsx'
import { Section } from '../../parts/Section.tsx'
import { useSession } from '../../session.tsx'
import { when } from '../../times.ts'
import { useLanguage, useSay, useWords } from '../../words.ts'

type Shown = z.output<typeof showRule.output>
type Step = PublishedRuleShape['reviewed']

const acts = { review: reviewRule, approve: approveRule, refuse: refuseRule } as const
type Kind = keyof typeof acts

/** P11, P19. The two signatures a rule takes, whether I may give them, and the way to refuse or take it back. */
export function Signatures({
	shown,
	weighed,
	onDone,
}: {
	readonly shown: Shown
	/** Whom it gives to and takes from stands above. */
	readonly weighed: boolean
	readonly onDone: () => void
}) {
	const t = useWords()
	const { rule, signatures } = shown
	const of = (kind: Kind) => signatures.find((each) => each.act === acts[kind].name)
	return (
		<>
			<Section title={t('rules.signatures')} note={t('rules.signatures.note')} />
			<ol className="signatures">
				<Signature
					kind="review"
					weighed={weighed}
					rule={rule}
					step={rule.reviewed}
					wanted={of('review')}
					onDone={onDone}
				/>
				<Signature
					kind="approve"
					weighed={weighed}
					rule={rule}
					step={rule.approved}
					wanted={of('approve')}
					onDone={onDone}
				/>
			</ol>
			<Refusing shown={shown} wanted={of('refuse')} onDone={onDone} />
		</>
	)
}

type One = {
	readonly rule: PublishedRuleShape
	readonly wanted: SignatureShape | undefined
	readonly onDone: () => void
}

function Signature({
	kind,
	rule,
	step,
	wanted,
	weighed,
	onDone,
}: One & { readonly kind: 'review' | 'approve'; readonly step: Step; readonly weighed: boolean }) {
	const t = useWords()
	return (
		<li className="signature">
			<h4>
				<Icon name={step === null ? 'clock' : 'tick'} /> {t(`rules.sign.${kind}`)}
			</h4>
			{step !== null ? (
				<Given step={step} />
			) : wanted === undefined ? (
				<p className="t2">{t('rules.sign.no-more')}</p>
			) : wanted.allowed ? (
				<Sign kind={kind} rule={rule} weighed={weighed} onDone={onDone} />
			) : (
				<NotMine wanted={wanted} waits={kind === 'approve' && rule.reviewed === null} />
			)}
		</li>
	)
}

function Given({ step }: { readonly step: NonNullable<Step> }) {
	const t = useWords()
	const { session } = useSession()
	return (
		<p>
			<span className="good">{t('rules.sign.given')}</span> {t(`web.post.${step.post}`)}
			{session?.person.id === step.person ? ` ${t('rules.you')}` : ''} <span className="t3">{when(step.at)}</span>
			<br />
			<span className="t2">{step.ground}</span>
		</p>
	)
}

/** Writing the ground and signing. */
function Sign({
	kind,
	rule,
	weighed,
	onDone,
}: {
	readonly kind: 'review' | 'approve'
	readonly rule: PublishedRuleShape
	readonly weighed: boolean
	readonly onDone: () => void
}) {
	const t = useWords()
	const { tell } = useNotices()
	const [ground, setGround] = useState('')
	const act = useAct(acts[kind])
	const send = async (): Promise<void> => {
		const answer = await act.perform({ id: rule.id, ground: ground.trim() })
		if (answer === null) return
		tell({ kind: 'good', title: t(`rules.signed.${kind}`, { rule: rule.rule }), receipt: answer.receipt })
		onDone()
	}
	return (
		<div className="col">
			{act.problem === null ? null : <Asked problem={act.problem} kind={kind} id={rule.id} />}
			<Field
				label={t('rules.ground')}
				hint={t(`rules.ground.${kind}`)}
				value={ground}
				onChange={setGround}
				maxLength={1000}
				lines={2}
				required
			/>
			<p>
				<Button
					kind="go"
					main
					keys="F9"
					busy={act.busy}
					notYet={!weighed ? t('rules.sign.look') : ground.trim().length < 4 ? t('rules.ground.short') : undefined}
					onPress={() => void send()}
				>
					{t(`rules.do.${kind}`)}
				</Button>
			</p>
		</div>
	)
}

function Asked({
	problem,
	kind,
	id,
}: {
	readonly problem: Parameters<typeof Problem>[0]['problem']
	readonly kind: Kind
	readonly id: string
}) {
	const t = useWords()
	return (
		<Problem
			problem={problem}
			title={t('rules.not-signed')}
			ask={{ action: acts[kind].name, on: { type: 'Rule', id } }}
		/>
	)
}

/** Why I may not sign: the rule with its text, and the posts held today that could. */
function NotMine({ wanted, waits }: { readonly wanted: SignatureShape; readonly waits: boolean }) {
	const t = useWords()
	const say = useSay()
	const zh = useLanguage() === 'zh'
	const grounds = wanted.rules.length > 0 ? wanted.rules : wanted.grants
	return (
		<Note
			kind="refused"
			title={
				<>
					<b>
						{t(
							waits ? 'rules.sign.waits' : wanted.rules.length > 0 ? 'rules.sign.forbidden' : 'rules.sign.not-granted',
						)}
					</b>
					{grounds.map((rule) => (
						<RuleTag key={rule.id} id={rule.id} />
					))}
				</>
			}
		>
			{grounds.map((rule) => (
				<p key={rule.id}>{say(rule)}</p>
			))}
			<p>
				{wanted.could.length === 0 ? t('rules.could.nobody') : t('rules.could')}{' '}
				{wanted.could.map((each) => (
					<span key={`${each.post} ${each.agency}`} className="could-one">
						<b>{t(`web.post.${each.post}`)}</b> {zh ? each.agencyZh : each.agencyEn}{' '}
						{t('rules.could.held', { count: each.holders })}
					</span>
				))}
			</p>
		</Note>
	)
}

/** Refusing a rule, or taking back one's own. */
function Refusing({ shown, wanted, onDone }: { readonly shown: Shown } & Omit<One, 'rule'>) {
	const t = useWords()
	const { rule, mine } = shown
	const [asking, setAsking] = useState(false)
	if (rule.refused !== null)
		return (
			<div className="pad">
				<Note kind="refused" title={t(rule.refused.person === rule.proposedBy ? 'rules.taken-back' : 'rules.refused')}>
					{t(`web.post.${rule.refused.post}`)} {when(rule.refused.at)}: {rule.refused.ground}
				</Note>
			</div>
		)
	if (wanted === undefined) return null
	const ask = { action: refuseRule.name, on: { type: 'Rule', id: rule.id } }
	return (
		<div className="pad row">
			<Button
				keys="X"
				onPress={() => setAsking(true)}
				refused={wanted.allowed ? undefined : { rule: wanted.rules[0]?.id ?? wanted.grants[0]?.id ?? null, ask }}
			>
				{t(mine ? 'rules.do.take-back' : 'rules.do.refuse')}
			</Button>
			{asking ? <RefuseDialog shown={shown} onClose={() => setAsking(false)} onDone={onDone} /> : null}
		</div>
	)
}

function RefuseDialog({
	shown,
	onClose,
	onDone,
}: {
	readonly shown: Shown
	readonly onClose: () => void
	readonly onDone: () => void
}) {
	const t = useWords()
	const { tell } = useNotices()
	const [ground, setGround] = useState('')
	const act = useAct(refuseRule)
	const words = shown.mine ? 'take-back' : 'refuse'
	const send = async (): Promise<void> => {
		const answer = await act.perform({ id: shown.rule.id, ground: ground.trim() })
		if (answer === null) return
		tell({ title: t(shown.mine ? 'rules.taken-back' : 'rules.refused'), receipt: answer.receipt })
		onClose()
		onDone()
	}
	return (
		<Dialog
			title={`${t(`rules.do.${words}`)}: ${shown.rule.rule}`}
			onClose={onClose}
			acts={
				<Button
					kind="go"
					busy={act.busy}
					notYet={ground.trim().length < 4 ? t('rules.ground.short') : undefined}
					onPress={() => void send()}
				>
					{t(`rules.do.${words}`)}
				</Button>
			}
		>
			{act.problem === null ? null : <Asked problem={act.problem} kind="refuse" id={shown.rule.id} />}
			<Field
				label={t('rules.ground')}
				hint={t(`rules.ground.${words}`)}
				value={ground}
				onChange={setGround}
				maxLength={1000}
				lines={3}
				required
			/>
		</Dialog>
	)
}
