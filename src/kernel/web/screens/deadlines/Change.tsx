import { useState } from 'react'
import type { z } from 'zod'
import {
	decideDeadline,
	extendDeadline,
	pauseDeadline,
	reassignDuty,
	type showDeadline,
} from '../../../deadlines/contract.ts'
import { agencyTree } from '../../../identity/contract/organisation.ts'
import { useAct, useView } from '../../client.ts'
import { Button } from '../../parts/Button.tsx'
import { Dialog } from '../../parts/Dialog.tsx'
import { Field } from '../../parts/Field.tsx'
import { Problem } from '../../parts/Problem.tsx'
import { Select } from '../../parts/Select.tsx'
import { useLanguage, useSay, useWords } from '../../words.ts'

type Shown = z.output<typeof showDeadline.output>
export type ChangeKind = 'pause' | 'extend' | 'reassign' | 'decide'

/** One form for what is done to a deadline with a reason: pause, extension, reassignment, decision. */
export function Change(props: {
	readonly kind: ChangeKind
	readonly shown: Shown
	readonly onClose: () => void
	readonly onChanged: () => void
}) {
	const t = useWords()
	const { kind, shown } = props
	const [ground, setGround] = useState('')
	const [amount, setAmount] = useState('')
	const [to, setTo] = useState('')
	const [reason, setReason] = useState('')
	const acting = usePerform(shown)
	const length = Number(amount)
	const ready =
		(kind === 'reassign' || reason.trim() !== '') &&
		(kind !== 'reassign' || to !== '') &&
		(kind === 'reassign' || kind === 'decide' || ground !== '') &&
		(kind !== 'extend' || (Number.isInteger(length) && length > 0))
	const go = async (): Promise<void> => {
		const done = await acting[kind].perform({ ground, amount: length, to, reason })
		if (done === null) return
		props.onChanged()
		props.onClose()
	}
	return (
		<Dialog
			title={t(`deadlines.do.${kind}`)}
			onClose={props.onClose}
			acts={
				<Button
					kind="go"
					main
					busy={acting[kind].busy}
					notYet={ready ? undefined : t('deadlines.fill')}
					onPress={() => void go()}
				>
					{t(`deadlines.do.${kind}`)}
				</Button>
			}
		>
			<div className="col">
				{kind === 'pause' || kind === 'extend' ? (
					<Grounds kind={kind} shown={shown} value={ground} onChange={setGround} />
				) : null}
				{kind === 'extend' ? (
					<Field
						label={t(`deadlines.amount.${shown.regime.body.unit}`)}
						type="number"
						value={amount}
						onChange={setAmount}
						required
					/>
				) : null}
				{kind === 'reassign' ? <Agencies value={to} onChange={setTo} /> : null}
				{kind === 'reassign' ? null : (
					<Field
						label={t('deadlines.reason')}
						value={reason}
						onChange={setReason}
						lines={2}
						required
						maxLength={1000}
					/>
				)}
				{acting[kind].problem === null ? null : (
					<Problem problem={acting[kind].problem} title={t('deadlines.not-done')} />
				)}
			</div>
		</Dialog>
	)
}

type Filled = { readonly ground: string; readonly amount: number; readonly to: string; readonly reason: string }

/** The four acts, each taking what the form holds. */
function usePerform(shown: Shown) {
	const pause = useAct(pauseDeadline)
	const extend = useAct(extendDeadline)
	const reassign = useAct(reassignDuty)
	const decide = useAct(decideDeadline)
	const on = { deadline: shown.row.id, version: shown.row.version }
	return {
		pause: { ...pause, perform: ({ ground, reason }: Filled) => pause.perform({ ...on, ground, reason }) },
		extend: {
			...extend,
			perform: ({ ground, amount, reason }: Filled) => extend.perform({ ...on, ground, amount, reason }),
		},
		reassign: { ...reassign, perform: ({ to }: Filled) => reassign.perform({ ...on, to }) },
		decide: { ...decide, perform: ({ reason }: Filled) => decide.perform({ ...on, reason }) },
	}
}

function Grounds(props: {
	readonly kind: 'pause' | 'extend'
	readonly shown: Shown
	readonly value: string
	readonly onChange: (ground: string) => void
}) {
	const t = useWords()
	const say = useSay()
	const { pauses, extensions } = props.shown.regime.body
	const grounds = props.kind === 'pause' ? pauses : extensions
	const chosen = grounds.find(({ ground }) => ground === props.value)
	return (
		<Select
			label={t('deadlines.by-ground')}
			prompt={t('deadlines.choose')}
			required
			value={props.value}
			onChange={props.onChange}
			hint={chosen === undefined ? undefined : say(chosen.basis)}
			choices={grounds.map(({ ground, name }) => ({ value: ground, label: say(name) }))}
		/>
	)
}

function Agencies(props: { readonly value: string; readonly onChange: (agency: string) => void }) {
	const t = useWords()
	const language = useLanguage()
	const { output } = useView(agencyTree, {})
	return (
		<Select
			label={t('deadlines.to')}
			prompt={t('deadlines.choose')}
			required
			value={props.value}
			onChange={props.onChange}
			choices={(output?.agencies ?? []).map((one) => ({
				value: one.id,
				label: language === 'zh' ? one.nameZh : one.nameEn,
			}))}
		/>
	)
}
