import { useState } from 'react'
import { type Acting, useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { WarningRow } from '../../contract/shapes.ts'
import { endWarning, issueWarning, refuseWarning, withdrawWarning } from '../../contract/warning.ts'
import { areaWords } from './area.ts'
import { CarriedBy } from './CarriedBy.tsx'

type Props = { readonly warning: WarningRow; readonly onChanged: () => void; readonly onUpdate: () => void }

/** One warning: who decides it and why they, both languages as they go out, its area, what was sent, and what I may do. */
export function OneWarning({ warning, onChanged, onUpdate }: Props) {
	const t = useWords()
	const say = useSay()
	const names = {
		issuer: say(warning.issuer),
		post: t(`identity.post.${warning.issuerPost}`),
		until: when(warning.until),
		reason: warning.reason ?? '',
	}
	return (
		<Pane title={t('warnings.one')} note={t(`warnings.kind.${warning.kind}`)}>
			<div className="pad col w-one">
				<p>
					{warning.status === 'exercise' ? <b>{t('warnings.exercise')} · </b> : null}
					{t(`warnings.now.${warning.state}`, names)}
				</p>
				<p className="t2">{t('warnings.by-rule', { post: names.post, issuer: names.issuer, rule: warning.rule })}</p>
				{warning.reason === null ? null : <blockquote>{warning.reason}</blockquote>}
			</div>
			<Acts warning={warning} onChanged={onChanged} onUpdate={onUpdate} />
			{(['en', 'zh'] as const).map((language) => (
				<Section key={language} title={t(`warnings.words.${language}`)}>
					<div className="pad col w-words" lang={language === 'zh' ? 'zh-CN' : 'en'}>
						<b>{warning[language].headline}</b>
						<p>{warning[language].description}</p>
						<p>{warning[language].instruction}</p>
						<p className="t2">{warning[language].area}</p>
					</div>
				</Section>
			))}
			<Section title={t('warnings.area')} note={t('warnings.size', { size: warning.squareKilometres.toFixed(2) })}>
				<p className="pad mono w-area">{areaWords(warning.area)}</p>
			</Section>
			<Section title={t('warnings.how')}>
				<p className="pad">
					{[
						t(`warnings.severity.${warning.severity}`),
						t(`warnings.urgency.${warning.urgency}`),
						t(`warnings.certainty.${warning.certainty}`),
						t(`warnings.response.${warning.response}`),
					].join(' · ')}
				</p>
			</Section>
			{warning.messages.length === 0 ? null : <Sent messages={warning.messages} />}
			<CarriedBy warning={warning} />
		</Pane>
	)
}

function Sent({ messages }: { readonly messages: WarningRow['messages'] }) {
	const t = useWords()
	return (
		<Section title={t('warnings.sent')}>
			<ul className="pad w-sent">
				{messages.map((message) => (
					<li key={message.identifier}>
						<a href={`/warnings/${message.identifier}.xml`}>{t(`warnings.message.${message.type}`)}</a>{' '}
						<span className="t2">{when(message.sentAt)}</span>{' '}
						<span className="mono t3" title={message.sha256}>
							{message.sha256.slice(0, 12)}
						</span>
					</li>
				))}
			</ul>
		</Section>
	)
}

type Plain = 'issue' | 'withdraw'
type Reasoned = 'refuse' | 'end'

function Acts({ warning, onChanged, onUpdate }: Props) {
	const t = useWords()
	const [last, setLast] = useState<Plain>('issue')
	const [asking, setAsking] = useState<Reasoned | null>(null)
	const plain = { issue: useAct(issueWarning), withdraw: useAct(withdrawWarning) }
	const reasoned = { refuse: useAct(refuseWarning), end: useAct(endWarning) }
	const key = { warning: warning.id, version: warning.version }
	const may = (which: Plain | Reasoned) => warning.may.includes(`warnings.warning.${which}`)
	const go = async (which: Plain): Promise<void> => {
		setLast(which)
		const act: Acting<typeof key, unknown> = plain[which]
		if ((await act.perform(key)) !== null) onChanged()
	}
	const { problem } = plain[last]
	return (
		<div className="row wrap pad">
			{may('issue') ? (
				<Button kind="go" main keys="A" busy={plain.issue.busy} onPress={() => void go('issue')}>
					{t('warnings.do.issue')}
				</Button>
			) : null}
			{may('refuse') ? (
				<Button keys="X" onPress={() => setAsking('refuse')}>
					{t('warnings.do.refuse')}
				</Button>
			) : null}
			{may('withdraw') ? (
				<Button keys="Z" busy={plain.withdraw.busy} onPress={() => void go('withdraw')}>
					{t('warnings.do.withdraw')}
				</Button>
			) : null}
			{may('end') ? (
				<Button kind="go" main keys="E" onPress={() => setAsking('end')}>
					{t('warnings.do.end')}
				</Button>
			) : null}
			{warning.state === 'in_force' ? (
				<Button keys="U" onPress={onUpdate}>
					{t('warnings.do.update')}
				</Button>
			) : null}
			{problem === null ? null : <Problem problem={problem} title={t('warnings.not-done')} />}
			{asking === null ? null : (
				<ReasonDialog
					title={t(`warnings.do.${asking}`)}
					label={t('warnings.reason')}
					act={t(`warnings.do.${asking}`)}
					maxLength={300}
					busy={reasoned[asking].busy}
					problem={reasoned[asking].problem}
					problemTitle={t('warnings.not-done')}
					{...(asking === 'end' ? { hint: t('warnings.reason.out') } : {})}
					onClose={() => setAsking(null)}
					onSend={(reason) =>
						void reasoned[asking].perform({ ...key, reason }).then((done) => {
							if (done === null) return
							setAsking(null)
							onChanged()
						})
					}
				/>
			)}
		</div>
	)
}
