import { serverNow, useNow } from '#kernel/web/clock.ts'
import { useKept } from '#kernel/web/outbox/use-outbox.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { clockTime } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import { answerWelfare } from '../../contract/emergency.ts'
import type { Mine } from './Phone.tsx'

type Props = { readonly mine: Mine; readonly unit: string; readonly post: string; readonly refresh: () => void }

/** D124. All is well, by one press; loud when it is late. */
export function Well({ mine, unit, post, refresh }: Props) {
	const t = useWords()
	const now = useNow()
	const act = useKept(answerWelfare, post)
	if (mine.welfare === null) return null
	const { dueAt, late } = mine.welfare
	const over = late || Date.parse(dueAt) < now
	const time = clockTime(dueAt, false)
	const press = async () => {
		const at = new Date(serverNow()).toISOString()
		if ((await act.perform({ unit, at }, t('dispatch.phone.well.words'))) !== null) refresh()
	}
	return (
		<div className={over ? 'phone-well late' : 'phone-well'}>
			<p role={over ? 'alert' : undefined}>
				{t(over ? 'dispatch.phone.well.late' : 'dispatch.phone.well.ask', { time })}
			</p>
			<button type="button" className="wide-act" aria-busy={act.busy} onClick={() => void press()}>
				<Icon name="tick" size={18} /> {t('dispatch.phone.well')}
			</button>
			{act.kept && <p role="status">{t('dispatch.phone.outbox.kept')}</p>}
			{act.problem !== null && <Problem problem={act.problem} />}
		</div>
	)
}
