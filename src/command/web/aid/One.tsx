import { useState } from 'react'
import { type Acting, useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Pane } from '#kernel/web/parts/Pane.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { when } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { type AidRow, returnAid, takeAid, withdrawAid } from '../../contract/aid.ts'
import { Answer } from './Answer.tsx'

type Unit = { readonly id: string; readonly en: string; readonly zh: string }
type Props = { readonly aid: AidRow; readonly units: readonly Unit[]; readonly onChanged: () => void }

/** One request: what is wanted, until when, what happens at zero, and what my post may do. */
export function One({ aid, units, onChanged }: Props) {
	const t = useWords()
	const say = useSay()
	const names = { from: say(aid.from), to: say(aid.to), until: when(aid.until) }
	const overdue = aid.state === 'on_loan' && aid.overdueAt !== null
	return (
		<Pane title={t('command.aid.one')} note={t(`command.aid.what.${aid.what}`)}>
			<div className="pad col aid-one">
				<p>
					<b>{say(aid.from)}</b> <span aria-hidden="true">→</span>
					<span className="hid">{t('command.aid.to')}</span> <b>{say(aid.to)}</b>
				</p>
				<p className={overdue ? 'warn' : undefined}>
					{t(overdue ? 'command.aid.now.overdue' : `command.aid.now.${aid.state}`, names)}
				</p>
				<blockquote>{aid.words}</blockquote>
				{aid.answer === null ? null : <blockquote>{aid.answer}</blockquote>}
				{aid.units.length === 0 ? null : (
					<p>
						{t('command.aid.units')}: {aid.units.map((unit) => say(unit)).join(' + ')}
					</p>
				)}
			</div>
			<Acts aid={aid} onChanged={onChanged} />
			{aid.may.includes('command.aid.offer') ? <Answer aid={aid} units={units} onChanged={onChanged} /> : null}
		</Pane>
	)
}

function Acts({ aid, onChanged }: Omit<Props, 'units'>) {
	const t = useWords()
	const [last, setLast] = useState<'take' | 'withdraw' | 'return'>('take')
	const acting = { take: useAct(takeAid), withdraw: useAct(withdrawAid), return: useAct(returnAid) }
	const go = async (which: typeof last): Promise<void> => {
		setLast(which)
		const act: Acting<{ aid: string; version: number }, unknown> = acting[which]
		if ((await act.perform({ aid: aid.id, version: aid.version })) !== null) onChanged()
	}
	const offered = (['take', 'return', 'withdraw'] as const).filter(
		(which) => aid.may.includes(`command.aid.${which}`) && !(which === 'take' && aid.state !== 'offered'),
	)
	const keys = { take: 'A', return: 'A', withdraw: 'Z' }
	const { problem } = acting[last]
	return (
		<div className="row wrap pad">
			{offered.map((which) => (
				<Button
					key={which}
					kind={which === 'withdraw' ? 'plain' : 'go'}
					main={which !== 'withdraw'}
					keys={keys[which]}
					busy={acting[which].busy}
					onPress={() => void go(which)}
				>
					{t(`command.aid.do.${which}`)}
				</Button>
			))}
			{problem === null ? null : <Problem problem={problem} title={t('command.not-done')} />}
		</div>
	)
}
