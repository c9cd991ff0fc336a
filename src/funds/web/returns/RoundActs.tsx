import { useState } from 'react'
import type { z } from 'zod'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Field } from '#kernel/web/parts/Field.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { ReasonDialog } from '#kernel/web/parts/ReasonDialog.tsx'
import { useWords } from '#kernel/web/words.ts'
import { issueCertificate } from '../../contract/certificate.ts'
import {
	approveReturn,
	objectReturn,
	orderReturn,
	payReturn,
	refuseReturn,
	ruleReturn,
	withdrawReturn,
} from '../../contract/return.ts'
import type { showReturn } from '../../contract/return-views.ts'

type Props = { readonly shown: z.output<typeof showReturn.output>; readonly onChanged: () => void }
type Asked = 'approve' | 'refuse' | 'object' | 'uphold' | 'dismiss' | 'pay'

/** What I may do to a round now; the main act first. */
export function RoundActs({ shown, onChanged }: Props) {
	const t = useWords()
	const [asking, setAsking] = useState<Asked | null>(null)
	const withdraw = useAct(withdrawReturn)
	const order = useAct(orderReturn)
	const certify = useAct(issueCertificate)
	const { round } = shown
	const may = (name: string) => round.may.includes(name)
	const key = { round: round.id, version: round.version }
	const waits = shown.objections.some((one) => one.ruling === null)
	const after = async (doing: Promise<unknown>): Promise<void> => {
		if ((await doing) !== null) onChanged()
	}
	const problem = withdraw.problem ?? order.problem ?? certify.problem
	const ask = (which: Asked, keys: string, main: boolean) => (
		<Button {...(main ? { kind: 'go' as const, main: true } : {})} keys={keys} onPress={() => setAsking(which)}>
			{t(`funds.returns.do.${which}`)}
		</Button>
	)
	return (
		<div className="row wrap pad">
			{may(approveReturn.name) ? ask('approve', 'A', true) : null}
			{may(refuseReturn.name) ? ask('refuse', 'X', false) : null}
			{may(ruleReturn.name) && waits ? ask('dismiss', 'D', true) : null}
			{may(ruleReturn.name) && waits ? ask('uphold', 'U', false) : null}
			{may(orderReturn.name) && !waits ? (
				<Button kind="go" main keys="B" busy={order.busy} onPress={() => void after(order.perform(key))}>
					{t('funds.returns.do.order')}
				</Button>
			) : null}
			{may(payReturn.name) ? ask('pay', 'B', true) : null}
			{may(objectReturn.name) ? ask('object', 'O', false) : null}
			{may(withdrawReturn.name) ? (
				<Button keys="Z" busy={withdraw.busy} onPress={() => void after(withdraw.perform(key))}>
					{t('funds.returns.do.withdraw')}
				</Button>
			) : null}
			{may(issueCertificate.name) ? (
				<Button keys="C" busy={certify.busy} onPress={() => void after(certify.perform({ round: round.id }))}>
					{t('funds.returns.do.certify')}
				</Button>
			) : null}
			{problem === null ? null : <Problem problem={problem} title={t('funds.returns.not-done')} />}
			{asking === null ? null : (
				<Ask asked={asking} shown={shown} onChanged={onChanged} onClose={() => setAsking(null)} />
			)}
		</div>
	)
}

function Ask({ asked, shown, onChanged, onClose }: Props & { readonly asked: Asked; readonly onClose: () => void }) {
	const t = useWords()
	const [who, setWho] = useState('')
	const acts = {
		approve: useAct(approveReturn),
		refuse: useAct(refuseReturn),
		object: useAct(objectReturn),
		rule: useAct(ruleReturn),
		pay: useAct(payReturn),
	}
	const { round, objections, rows } = shown
	const key = { round: round.id, version: round.version }
	const objection = objections.find((one) => one.ruling === null)?.id ?? ''
	const line = rows.find((row) => row.paidAt === null)
	const act = acts[asked === 'uphold' || asked === 'dismiss' ? 'rule' : asked]
	const send = (reason: string): Promise<unknown> => {
		if (asked === 'approve' || asked === 'refuse') return acts[asked].perform({ ...key, reason })
		if (asked === 'object') return acts.object.perform({ round: round.id, objector: who, said: reason })
		if (asked === 'pay')
			return acts.pay.perform({ ...key, row: line?.id ?? '', at: new Date().toISOString(), reference: reason })
		return acts.rule.perform({ ...key, objection, ruling: asked === 'uphold' ? 'upheld' : 'dismissed', reason })
	}
	return (
		<ReasonDialog
			title={t(`funds.returns.do.${asked}`)}
			label={t(`funds.returns.ask.${asked}`)}
			act={t(`funds.returns.do.${asked}`)}
			maxLength={asked === 'pay' ? 70 : 1000}
			busy={act.busy}
			problem={act.problem}
			problemTitle={t('funds.returns.not-done')}
			{...(asked === 'object' && who.trim() === '' ? { missing: t('funds.returns.ask.who') } : {})}
			onClose={onClose}
			onSend={(reason) =>
				void send(reason).then((done) => {
					if (done === null) return
					onClose()
					onChanged()
				})
			}
		>
			{asked === 'object' ? (
				<Field label={t('funds.returns.objector')} value={who} onChange={setWho} maxLength={120} required />
			) : null}
			{asked === 'pay' && line !== undefined ? (
				<p>
					{line.report.number} · {line.account.bank} …{line.account.tail}
				</p>
			) : null}
		</ReasonDialog>
	)
}
