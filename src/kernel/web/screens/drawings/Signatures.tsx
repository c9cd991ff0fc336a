import { useState } from 'react'
import type { z } from 'zod'
import {
	type DraftShape,
	publishDraft,
	refuseDraft,
	reviewDraft,
	type showDraft,
	type SignatureShape,
} from '../../../matters/contract/drawings.ts'
import { useAct } from '../../client.ts'
import { useNotices } from '../../notices.tsx'
import { Button } from '../../parts/Button.tsx'
import { Field } from '../../parts/Field.tsx'
import { Icon } from '../../parts/Icon.tsx'
import { Note } from '../../parts/Note.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { RuleTag } from '../../parts/RuleTag.tsx'
import { Section } from '../../parts/Section.tsx'
import { useSession } from '../../session.tsx'
import { when } from '../../times.ts'
import { useSay, useWords } from '../../words.ts'
import { Ending } from './Ending.tsx'

type Shown = z.output<typeof showDraft.output>

const acts = { review: reviewDraft, publish: publishDraft, refuse: refuseDraft } as const
type Kind = keyof typeof acts
const stepOf = { review: 'reviewed', publish: 'published' } as const

/** W48. The signatures a draft takes, whether I may give them and by which rule not, who could; and the way to refuse it. */
export function Signatures(props: {
	readonly shown: Shown
	/** What it would change stands above. */
	readonly weighed: boolean
	readonly onDone: () => void
}) {
	const t = useWords()
	const { draft, signatures } = props.shown
	const { session } = useSession()
	const drawn = draft.proposed !== null && draft.proposed.person === session?.person.id
	const of = (kind: Kind) => signatures.find((each) => each.act === acts[kind].name)
	const open = draft.state === 'proposed' || draft.state === 'reviewed'
	return (
		<>
			<Section title={t('drawings.signatures')} note={t('drawings.signatures.note')} />
			<ol className="signatures">
				{(['review', 'publish'] as const).map((kind) => (
					<Signature
						key={kind}
						kind={kind}
						draft={draft}
						wanted={of(kind)}
						weighed={props.weighed}
						onDone={props.onDone}
					/>
				))}
			</ol>
			{open ? (
				<div className="pad row wrap">
					{of('refuse')?.allowed === true ? <Ending kind="refuse" draft={draft} onDone={props.onDone} /> : null}
					{drawn ? <Ending kind="withdraw" draft={draft} onDone={props.onDone} /> : null}
				</div>
			) : null}
		</>
	)
}

function Signature(props: {
	readonly kind: 'review' | 'publish'
	readonly draft: DraftShape
	readonly wanted: SignatureShape | undefined
	readonly weighed: boolean
	readonly onDone: () => void
}) {
	const t = useWords()
	const say = useSay()
	const { kind, draft, wanted } = props
	const step = draft[stepOf[kind]]
	return (
		<li className="signature">
			<h4>
				<Icon name={step === null ? 'clock' : 'tick'} /> {t(`drawings.sign.${kind}`)}
			</h4>
			{step !== null ? (
				<p>
					<span className="good">{t('drawings.sign.given')}</span> {t(`web.post.${step.post}`)}, {say(step)}{' '}
					<span className="t3">{when(step.at)}</span>
					<br />
					<span className="t2">{step.ground}</span>
				</p>
			) : wanted === undefined ? (
				<p className="t2">{t(draft.state === 'proposed' ? 'drawings.sign.waits' : 'drawings.sign.no-more')}</p>
			) : wanted.allowed ? (
				<Sign kind={kind} draft={draft} weighed={props.weighed} onDone={props.onDone} />
			) : (
				<NotMine wanted={wanted} waits={kind === 'publish' && draft.reviewed === null} />
			)}
		</li>
	)
}

/** Writing the ground and signing. */
function Sign(props: {
	readonly kind: 'review' | 'publish'
	readonly draft: DraftShape
	readonly weighed: boolean
	readonly onDone: () => void
}) {
	const t = useWords()
	const { tell } = useNotices()
	const { kind, draft, weighed } = props
	const [ground, setGround] = useState('')
	const act = useAct(acts[kind])
	const send = async (): Promise<void> => {
		const answer = await act.perform({ id: draft.id, ground: ground.trim() })
		if (answer === null) return
		tell({ kind: 'good', title: t(`drawings.signed.${kind}`), receipt: answer.receipt })
		props.onDone()
	}
	return (
		<div className="col">
			{act.problem === null ? null : (
				<Problem
					problem={act.problem}
					title={t('drawings.not-signed')}
					ask={{ action: acts[kind].name, on: { type: 'Draft', id: draft.id } }}
				/>
			)}
			<Field
				label={t('drawings.ground')}
				hint={t(`drawings.ground.${kind}`)}
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
					notYet={
						!weighed ? t('drawings.sign.look') : ground.trim().length < 4 ? t('drawings.ground.short') : undefined
					}
					onPress={() => void send()}
				>
					{t(`drawings.do.${kind}`)}
				</Button>
			</p>
		</div>
	)
}

/** Why I may not sign: the rules, and the posts held today that could. */
export function NotMine({
	wanted,
	waits = false,
}: {
	readonly wanted: Pick<SignatureShape, 'rules' | 'could'>
	readonly waits?: boolean
}) {
	const t = useWords()
	const say = useSay()
	const why = waits ? 'waits' : wanted.rules.length > 0 ? 'forbidden' : 'not-granted'
	return (
		<Note
			kind="refused"
			title={
				<>
					<b>{t(`drawings.sign.${why}`)}</b>
					{wanted.rules.map((rule) => (
						<RuleTag key={rule} id={rule} />
					))}
				</>
			}
		>
			{wanted.could.length === 0 ? t('drawings.could.nobody') : t('drawings.could')}{' '}
			{wanted.could.map((each) => (
				<span key={`${each.post} ${each.agency}`} className="could-one">
					<b>{t(`web.post.${each.post}`)}</b> {say(each)}{' '}
					<span className="t3">{t('drawings.could.held', { count: each.holders })}</span>
				</span>
			))}
		</Note>
	)
}
