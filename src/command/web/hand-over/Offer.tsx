import './hand-over.css'
import { useState } from 'react'
import { useLocation, useSearch } from 'wouter'
import { useAct, useView } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Empty } from '#kernel/web/parts/Empty.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { Select } from '#kernel/web/parts/Select.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { listReceivers, offerHandOver } from '../../contract/hand-over.ts'

/** Offers the matter named in the address: `/hand-over/offer?matter=…&number=…`. A matter's page leads here. */
export function Offer() {
	const t = useWords()
	const asked = new URLSearchParams(useSearch())
	const matter = asked.get('matter') ?? ''
	return (
		<Pane level={1} title={t('command.hand-over.offer')} note={asked.get('number') ?? ''}>
			{matter === '' ? (
				<Empty title={t('command.hand-over.offer.none')}>{t('command.hand-over.offer.none.why')}</Empty>
			) : (
				<Form matter={matter} />
			)}
		</Pane>
	)
}

function Form({ matter }: { readonly matter: string }) {
	const t = useWords()
	const say = useSay()
	const [, navigate] = useLocation()
	const agencies = useView(listReceivers, {})
	const act = useAct(offerHandOver)
	const [to, setTo] = useState('')
	const [reason, setReason] = useState('')
	const reasonless = reason.trim() === '' ? t('command.hand-over.reason.needed') : undefined
	const missing = to === '' ? t('command.hand-over.to.needed') : reasonless
	const send = async (): Promise<void> => {
		const done = await act.perform({ matter, to, reason })
		if (done !== null) navigate(`/hand-over/${done.output.handOver}`)
	}
	return (
		<div className="pad col ho-offer">
			<Select
				label={t('command.hand-over.to')}
				prompt={t('command.hand-over.to.choose')}
				value={to}
				onChange={setTo}
				required
				choices={(agencies.output?.rows ?? []).map((row) => ({
					value: row.id,
					label: `${'\u2003'.repeat(row.depth)}${say(row)}`,
				}))}
			/>
			<Field
				label={t('command.hand-over.reason')}
				hint={t('command.hand-over.offer.hint')}
				value={reason}
				onChange={setReason}
				lines={3}
				required
				maxLength={500}
			/>
			<p className="t2">{t('command.hand-over.offer.then')}</p>
			<div className="row">
				<Button kind="go" main keys="Ctrl Enter" busy={act.busy} notYet={missing} onPress={() => void send()}>
					{t('command.hand-over.do.offer')}
				</Button>
			</div>
			{act.problem === null ? null : <Problem problem={act.problem} title={t('command.not-done')} />}
		</div>
	)
}
