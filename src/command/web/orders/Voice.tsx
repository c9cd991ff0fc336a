import { useState } from 'react'
import { useLocation } from 'wouter'
import { agencyTree } from '#kernel/identity/contract/organisation.ts'
import { useAct, useView } from '#kernel/web/client.ts'
import { useTitle } from '#kernel/web/page.tsx'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useSession } from '#kernel/web/session.tsx'
import { useLanguage, useSay, useWords } from '#kernel/web/words.ts'
import { planOrder } from '../../contract/order-views.ts'
import { enterVoiceOrder } from '../../contract/orders.ts'
import { type Draft, dueIn, emptyDraft, instantOf, localOf, sheetOf, toOf } from './draft.ts'
import { useRecipients } from './GiveTo.tsx'
import './orders.css'

const minute = 60_000

/** K30. An order by voice, entered within the hour as spoken, by whoever gave it or whoever it was given to. */
export function Voice() {
	const t = useWords()
	const [, go] = useLocation()
	const sides = useSides()
	const language = useLanguage()
	const [draft, setDraft] = useState<Draft>(() => ({
		...emptyDraft(language, Date.now()),
		date: dueIn(1, Date.now()),
		checklist: [{ words: t('command.order.voice.done'), evidence: 'site_record' }],
	}))
	const [giver, setGiver] = useState('')
	const [spoken, setSpoken] = useState(() => localOf(Date.now() - minute))
	const act = useAct(enterVoiceOrder)
	useTitle(t('command.order.voice'))
	const change = (one: Partial<Draft>) => setDraft({ ...draft, ...one })
	const ours = giver !== '' && giver === sides.own
	const to = ours ? draft.to : sides.own === '' ? [] : [toOf(sides.own)]
	const missing =
		giver === ''
			? 'giver'
			: to.length === 0
				? 'to'
				: draft.title.trim() === ''
					? 'title'
					: draft.text.trim() === ''
						? 'text'
						: null
	const send = async () => {
		const { why: _why, basis: _basis, ...sheet } = sheetOf({ ...draft, to })
		const answer = await act.perform({ ...sheet, agency: sides.own, giver, spokenAt: instantOf(spoken) })
		if (answer !== null) go(`/order/${answer.output.order}`)
	}
	return (
		<Pane
			title={t('command.order.voice')}
			note={t('command.order.voice.note')}
			level={1}
			className="order-form"
			foot={
				<>
					<Button
						kind="go"
						main
						busy={act.busy}
						notYet={missing === null ? undefined : t(`command.order.voice.missing.${missing}`)}
						onPress={() => void send()}
					>
						{t('command.order.voice.send')}
					</Button>
					<Button keys="Esc" onPress={() => history.back()}>
						{t('command.order.form.back')}
					</Button>
				</>
			}
		>
			<form
				className="pad order-fields"
				onSubmit={(event) => event.preventDefault()}
				aria-label={t('command.order.voice')}
			>
				<div className="col">
					<Select
						label={t('command.order.voice.giver')}
						value={giver}
						prompt={t('command.order.choose-first')}
						choices={sides.givers}
						onChange={(value) => {
							setGiver(value)
							change({ to: [] })
						}}
					/>
					{ours && (
						<Select
							label={t('command.order.to')}
							value={draft.to[0]?.key ?? ''}
							prompt={t('command.order.choose-first')}
							choices={sides.recipients}
							onChange={(key) => change({ to: [toOf(key)] })}
						/>
					)}
					<Field
						label={t('command.order.voice.spoken')}
						type="datetime-local"
						value={spoken}
						onChange={setSpoken}
						hint={t('command.order.voice.hour')}
						required
					/>
					<RuleTag id="K30" />
				</div>
				<div className="col">
					<Field
						label={t('command.order.form.title')}
						value={draft.title}
						onChange={(title) => change({ title })}
						maxLength={120}
						required
					/>
					<Field
						label={t('command.order.voice.words')}
						value={draft.text}
						onChange={(text) => change({ text })}
						maxLength={4000}
						lines={5}
						required
					/>
					<Field
						label={t('command.order.due')}
						type="datetime-local"
						value={draft.date}
						onChange={(date) => change({ date })}
						required
					/>
					{act.problem !== null && <Problem problem={act.problem} ask={{ action: enterVoiceOrder.name }} />}
				</div>
			</form>
		</Pane>
	)
}

/** My side, those above who may have spoken, and those below to whom we may have. */
function useSides() {
	const say = useSay()
	const { session } = useSession()
	const tree = useView(agencyTree, {}, { enabled: session !== null })
	const agencies = tree.output?.agencies ?? []
	const own = agencies.find((each) => each.id === session?.post.agency.id)?.bureau ?? ''
	const plan = useView(planOrder, { agency: own }, { enabled: own !== '' })
	const recipients = useRecipients(
		plan.output ?? { giver: { id: own, code: '', en: '', zh: '' }, recipients: [], regimes: [] },
	)
	const line: (typeof agencies)[number][] = []
	for (let at = agencies.find((each) => each.id === own); at !== undefined; ) {
		line.push(at)
		const { parent } = at
		at = agencies.find((each) => each.id === parent)
	}
	const giving = recipients.length > 0 ? line : line.slice(1)
	return { own, recipients, givers: giving.map((each) => ({ value: each.id, label: say(nameOf(each)) })) }
}

const nameOf = (agency: { readonly nameEn: string; readonly nameZh: string }) => ({
	en: agency.nameEn,
	zh: agency.nameZh,
})
