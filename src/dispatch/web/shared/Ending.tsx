import { useState } from 'react'
import { useAct } from '#kernel/web/client.ts'
import { useNotices } from '#kernel/web/notices.tsx'
import { useHold } from '#kernel/web/hold.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Held } from '#kernel/web/parts/Held.tsx'
import { Note } from '#kernel/web/parts/Note.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { RuleTag } from '#kernel/web/parts/RuleTag.tsx'
import { Section } from '#kernel/web/parts/Section.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { useWhy } from '#kernel/web/why.tsx'
import { closeIncident, disposeIncident, type IncidentShown } from '../../contract/incidents.ts'
import { disposition } from '../../contract/lists.ts'
import { useTerms } from './terms.ts'

type EndingProps = {
	readonly incident: IncidentShown /** Enter belongs to it: nothing else is the main act here. */
	readonly main: boolean
}

/** How it ended, then closing it. A reported crime ends as accepted for decision, with a receipt for the caller (D23). */
export function Ending({ incident, main }: EndingProps) {
	const t = useWords()
	const [open, setOpen] = useState(false)
	const hold = useHold(incident.id)
	const dispose = incident.next.find((each) => each.act === 'dispatch.incident.dispose')
	const close = incident.next.find((each) => each.act === 'dispatch.incident.close')
	if (incident.section === 'done') return <Done incident={incident} />
	if (dispose?.allowed !== true && close?.allowed !== true) return null
	if (incident.section !== 'to_close' && !open)
		return (
			<div className="pad">
				<Button onPress={() => setOpen(true)}>{t('dispatch.ending.open')}</Button>
			</div>
		)
	return (
		<>
			<Section title={t('dispatch.ending')} />
			<div className="pad col">
				{dispose?.allowed === true && <Dispose key={incident.id} incident={incident} main={main} />}
				{close?.allowed === true && incident.disposition !== null && (
					<>
						<Held matter={incident.id} hold={hold} />
						{mayEnd(incident, hold.shown) && (
							<Close incident={incident} main={main} approves={hold.shown?.held?.mayDecide === true} />
						)}
					</>
				)}
			</div>
		</>
	)
}

/** M101. Whether the drawing leads to the end from here, for me: an approval drawn in between comes first. */
function mayEnd(incident: IncidentShown, shown: ReturnType<typeof useHold>['shown']): boolean {
	if (shown === undefined) return true
	const end = incident.reportedCrime && incident.disposition !== 'duplicate' ? 'accepted_for_decision' : 'closed'
	return shown.open.includes(end) && (shown.held === null || shown.held.mayDecide)
}

function Done({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	if (incident.receiptNumber === null) return null
	return (
		<div className="pad">
			<Note kind="good" title={t('dispatch.ending.accepted')}>
				{t('dispatch.ending.receipt', { number: incident.receiptNumber })}
			</Note>
		</div>
	)
}

function Dispose({ incident, main }: EndingProps) {
	const t = useWords()
	const terms = useTerms()
	const act = useAct(disposeIncident)
	const [code, setCode] = useState<string>(incident.disposition ?? '')
	const [report, setReport] = useState('')
	const chosen = disposition.safeParse(code)
	const save = () => {
		if (!chosen.success) return
		const words = report.trim() === '' ? {} : { report: report.trim() }
		void act.perform({ incident: incident.id, version: incident.version, disposition: chosen.data, ...words })
	}
	const first = main && incident.disposition === null
	return (
		<>
			<Select
				label={t('dispatch.ending.disposition')}
				value={code}
				prompt={t('dispatch.ending.choose')}
				choices={terms.options('dispositions').map((each) => ({ value: each.code, label: each.word }))}
				onChange={setCode}
			/>
			<Field label={t('dispatch.ending.report')} value={report} onChange={setReport} lines={2} maxLength={4000} />
			<Button
				kind={first ? 'go' : 'plain'}
				busy={act.busy}
				onPress={save}
				{...(chosen.success ? {} : { notYet: t('dispatch.ending.chooseFirst') })}
			>
				{t('dispatch.ending.save')}
			</Button>
			{act.problem !== null && (
				<Problem
					problem={act.problem}
					again={save}
					ask={{ action: 'dispatch.incident.dispose', on: { type: 'Incident', id: incident.id } }}
				/>
			)}
		</>
	)
}

function Close({ incident, main, approves }: EndingProps & { readonly approves: boolean }) {
	const t = useWords()
	const { tell } = useNotices()
	const act = useAct(closeIncident)
	const close = async () => {
		const answer = await act.perform({ incident: incident.id, version: incident.version })
		if (answer === null) return
		const number = answer.output.receiptNumber
		tell({
			kind: 'good',
			title: t(number === null ? 'dispatch.ending.closed' : 'dispatch.ending.accepted'),
			...(number === null ? {} : { detail: t('dispatch.ending.receipt', { number }), stays: true }),
		})
	}
	return (
		<>
			<Button
				kind={main ? 'go' : 'plain'}
				main
				busy={act.busy}
				onPress={() => void close()}
				{...(main ? { keys: 'Enter' } : {})}
			>
				{t(
					incident.reportedCrime
						? 'dispatch.ending.accept'
						: approves
							? 'dispatch.ending.approve'
							: 'dispatch.ending.close',
				)}
			</Button>
			{act.problem !== null && (
				<Problem
					problem={act.problem}
					again={() => void close()}
					ask={{ action: 'dispatch.incident.close', on: { type: 'Incident', id: incident.id } }}
				/>
			)}
		</>
	)
}

/** Acts the matter's state refuses now, each with its rule; `W` asks who could. */
export function RefusedNow({ incident }: { readonly incident: IncidentShown }) {
	const t = useWords()
	const say = useSay()
	const why = useWhy()
	const refused = named
		.filter((act) => (act === 'dispatch.incident.reopen') === (incident.section === 'done'))
		.flatMap((act) => incident.next.filter((each) => each.act === act && !each.allowed))
		.filter((each, at, all) => all.findIndex((other) => other.rule === each.rule) === at)
	return (
		<>
			{refused.map((each, at) => (
				<Note
					key={each.act}
					kind="refused"
					title={
						<>
							<b>{t(`dispatch.cannot.${each.act}`)}</b>
							{each.rule !== null && <RuleTag id={each.rule} />}
						</>
					}
					tools={
						<Button
							kind="bare"
							{...(at === 0 ? { keys: 'W' } : {})}
							onPress={() =>
								why.ask({ action: each.act, on: { type: 'Incident', id: incident.id }, about: incident.number })
							}
						>
							{t('web.why.who')}
						</Button>
					}
				>
					{say(each.sentence)}
				</Note>
			))}
		</>
	)
}

const named = ['dispatch.incident.close', 'dispatch.incident.reopen', 'dispatch.incident.dispose']
