import { serverNow } from '#kernel/web/clock.ts'
import { useKept } from '#kernel/web/outbox/use-outbox.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { raiseEmergency } from '../../contract/emergency.ts'
import { useLastFix } from './last-fix.ts'

/**
 * D120. One press, on every page of the phone. It is kept before it is sent, so that it goes out with the next network when there is
 * none now.
 */
export function Help({ unit, post }: { readonly unit: string; readonly post: string }) {
	const t = useWords()
	const act = useKept(raiseEmergency, post)
	const fix = useLastFix()
	const press = () => {
		const at = new Date(serverNow()).toISOString()
		void act.perform({ unit, at, ...fix() }, t('dispatch.phone.help.words'), true)
	}
	const number = act.answer?.output.number
	return (
		<div className="phone-help">
			<button type="button" className="help-act" aria-busy={act.busy} onClick={press}>
				<Icon name="alert" size={22} />
				{t('dispatch.phone.help')}
			</button>
			{number !== undefined && <p role="status">{t('dispatch.phone.help.sent', { number })}</p>}
			{act.kept && <p role="alert">{t('dispatch.phone.help.kept')}</p>}
			{act.problem !== null && <Problem problem={act.problem} />}
		</div>
	)
}
