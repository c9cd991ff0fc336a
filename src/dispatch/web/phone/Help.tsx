import { serverNow } from '#kernel/web/clock.ts'
import { useKept } from '#kernel/web/outbox/use-outbox.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { realEmergency } from '../../contract/drill.ts'
import { raiseEmergency } from '../../contract/emergency.ts'
import { useLastFix } from './last-fix.ts'

/**
 * D120. One press, on every page of the phone. It is kept before it is sent, so that it goes out with the next network when there is
 * none now. D254: in a drill a second key beside it says that it is real.
 */
export function Help({ unit, post, drill }: { readonly unit: string; readonly post: string; readonly drill: boolean }) {
	const t = useWords()
	return (
		<div className="phone-help">
			<Press
				unit={unit}
				post={post}
				act={raiseEmergency}
				words={t(drill ? 'dispatch.phone.help.drill' : 'dispatch.phone.help')}
			/>
			{drill ? <Press unit={unit} post={post} act={realEmergency} words={t('dispatch.phone.help.real')} /> : null}
		</div>
	)
}

function Press(props: {
	readonly unit: string
	readonly post: string
	readonly act: typeof raiseEmergency
	readonly words: string
}) {
	const t = useWords()
	const act = useKept(props.act, props.post)
	const fix = useLastFix()
	const press = () => {
		const at = new Date(serverNow()).toISOString()
		void act.perform({ unit: props.unit, at, ...fix() }, t('dispatch.phone.help.words'), true)
	}
	const number = act.answer?.output.number
	return (
		<>
			<button type="button" className="help-act" aria-busy={act.busy} onClick={press}>
				<Icon name="alert" size={22} />
				{props.words}
			</button>
			{number !== undefined && <p role="status">{t('dispatch.phone.help.sent', { number })}</p>}
			{act.kept && <p role="alert">{t('dispatch.phone.help.kept')}</p>}
			{act.problem !== null && <Problem problem={act.problem} />}
		</>
	)
}
