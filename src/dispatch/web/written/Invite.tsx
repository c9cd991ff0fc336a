import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useWords } from '#kernel/web/words.ts'
import { inviteText } from '../../contract/text.ts'
import type { CallShown } from '../intake/CallForm.tsx'

/** D284. A caller on the line who cannot speak goes on by writing; where to is carried to them by hand, if that is safe. */
export function Invite({
	call,
	version,
	refresh,
}: {
	readonly call: CallShown
	readonly version: () => number
	readonly refresh: () => void
}) {
	const t = useWords()
	const act = useAct(inviteText)
	const invite = async () => {
		if ((await act.perform({ call: call.id, version: version() })) !== null) refresh()
	}
	const { answer } = act
	if (call.unspoken === null || (call.written && answer === null)) return null
	return (
		<div className="row wrap">
			{answer === null ? (
				<Button busy={act.busy} onPress={() => void invite()}>
					{t('dispatch.written.invite')}
				</Button>
			) : (
				<span role="status">
					{t(answer.output.message === 'withheld' ? 'dispatch.written.withheld' : 'dispatch.written.invited', {
						code: answer.output.code,
					})}
				</span>
			)}
			{act.problem !== null && <Problem problem={act.problem} />}
		</div>
	)
}
