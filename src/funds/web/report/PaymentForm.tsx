import { useRef, useState } from 'react'
import { type Acting, useAct } from '#kernel/web/client.ts'
import { useNow } from '#kernel/web/clock.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { payChannel, payeeKind } from '../../contract/lists.ts'
import { addPayment, correctPayment, removePayment } from '../../contract/report-payment.ts'
import type { PaymentShown, ReportShown } from '../../contract/report-shapes.ts'
import { type Draft, draftOf, readDraft } from './payment-draft.ts'
import { Warnings } from './Warnings.tsx'

type Props = {
	readonly report: ReportShown
	/** Corrected; null: a new one. Its closed fields stay empty and are kept unless something is typed. */
	readonly payment: PaymentShown | null
	readonly onClose: () => void
	readonly onDone: (payment: string | null) => void
}

const texts = ['payeeNumber', 'payeeName', 'payeeBank'] as const

/** F28, F30. One line of fields; Enter saves, and the next payment begins in the same place. */
export function PaymentForm({ report, payment, onClose, onDone }: Props) {
	const t = useWords()
	const now = useNow()
	const add = useAct(addPayment)
	const correct = useAct(correctPayment)
	const remove = useAct(removePayment)
	const [draft, setDraft] = useState<Draft>(() => draftOf(payment))
	const first = useRef<HTMLInputElement | HTMLTextAreaElement | null>(null)
	const set = (more: Partial<Draft>) => setDraft((before) => ({ ...before, ...more }))
	const read = readDraft(draft, payment?.currency ?? report.currency, now)
	const save = async (): Promise<void> => {
		if (read.wrong !== null) return
		const done =
			payment === null
				? await add.perform({ report: report.id, ...read.told, payeeKind: draft.payeeKind })
				: await correct.perform({
						payment: payment.id,
						version: payment.version,
						...read.told,
						payeeKind: draft.payeeKind,
					})
		if (done === null) return
		setDraft({ ...draftOf(null), payeeKind: draft.payeeKind, channel: draft.channel, payeeBank: draft.payeeBank })
		first.current?.focus()
		onDone(done.output.payment)
	}
	const busy = add.busy || correct.busy || remove.busy
	const problem = add.problem ?? correct.problem ?? remove.problem
	const wrongIs = (field: 'amount' | 'paidAt') => (read.wrong === field ? t(`funds.report.wrong.${field}`) : null)
	return (
		<form
			className="fr-form"
			aria-label={t(payment === null ? 'funds.report.add' : 'funds.report.correct', { n: payment?.n ?? 0 })}
			onSubmit={(event) => {
				event.preventDefault()
				void save()
			}}
			onKeyDown={(event) => {
				if (event.key === 'Escape') onClose()
			}}
		>
			<div className="fr-fields">
				<Select
					label={t('funds.report.kind')}
					value={draft.payeeKind}
					onChange={(kind) => set({ payeeKind: kind })}
					choices={payeeKind.options.map((value) => ({ value, label: t(`funds.report.kind.${value}`) }))}
				/>
				{texts.map((name) => (
					<Field
						key={name}
						label={t(`funds.report.${name}.${draft.payeeKind}`)}
						value={draft[name]}
						onChange={(value) => set({ [name]: value })}
						maxLength={name === 'payeeName' ? 120 : 80}
						placeholder={payment?.[name] ?? ''}
						mono={name === 'payeeNumber'}
						autoFocus={name === 'payeeNumber'}
						{...(name === 'payeeNumber'
							? {
									fieldRef: (element: HTMLInputElement | HTMLTextAreaElement | null) => {
										first.current = element
									},
								}
							: {})}
					/>
				))}
				<Field
					label={t('funds.report.amount')}
					value={draft.amount}
					onChange={(amount) => set({ amount })}
					inputMode="decimal"
					placeholder="50,000.00"
					wrong={wrongIs('amount')}
				/>
				<Field
					label={t('funds.report.paid')}
					value={draft.paidAt}
					onChange={(paid) => set({ paidAt: paid })}
					placeholder="21:14"
					wrong={wrongIs('paidAt')}
					{...(read.told.paidAt === undefined ? {} : { hint: when(read.told.paidAt) })}
				/>
				<Select
					label={t('funds.report.channel')}
					value={draft.channel}
					onChange={(channel) => set({ channel })}
					prompt="—"
					choices={payChannel.options.map((value) => ({ value, label: t(`funds.report.channel.${value}`) }))}
				/>
			</div>
			<div className="row wrap">
				<Button kind="go" type="submit" keys="Enter" bind={false} busy={busy} onPress={() => undefined}>
					{t('funds.report.save')}
				</Button>
				<Button keys="Esc" bind={false} onPress={onClose}>
					{t('funds.report.done-adding')}
				</Button>
				{payment !== null && report.may.includes(removePayment.name) ? (
					<Remove act={remove} payment={payment} onGone={() => onDone(null)} />
				) : null}
				<Warnings warnings={add.answer?.output.warnings ?? []} />
			</div>
			{problem === null ? null : <Problem problem={problem} title={t('funds.report.not-done')} />}
		</form>
	)
}

function Remove(props: {
	readonly act: Acting<{ payment: string; version: number }, unknown>
	readonly payment: PaymentShown
	readonly onGone: () => void
}) {
	const t = useWords()
	const { act, payment } = props
	const go = async (): Promise<void> => {
		if ((await act.perform({ payment: payment.id, version: payment.version })) !== null) props.onGone()
	}
	return <Button onPress={() => void go()}>{t('funds.report.remove')}</Button>
}
