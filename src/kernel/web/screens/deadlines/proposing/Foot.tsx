import { useLocation } from 'wouter'
import type { BodyFault } from '../../../../deadlines/contract/faults.ts'
import { Button } from '../../../parts/Button.tsx'
import { useWords } from '../../../words.ts'

/** The one main act while writing, to look at what changes; and the ways out. */
export function Foot(props: {
	/** What stands in the way of it. */
	readonly faults: readonly BodyFault[]
	/** Nothing is written otherwise than it is in force. */
	readonly same: boolean
	readonly onLook: () => void
	readonly onAgain: () => void
}) {
	const t = useWords()
	const [, navigate] = useLocation()
	const notYet =
		props.faults.length > 0 ? t('deadlines.write.mend') : props.same ? t('deadlines.change.none') : undefined
	return (
		<div className="row wrap">
			<Button kind="go" main keys="F9" notYet={notYet} onPress={props.onLook}>
				{t('deadlines.write.look')}
			</Button>
			<Button onPress={props.onAgain}>{t('deadlines.write.again')}</Button>
			<Button onPress={() => navigate('/calendar')}>{t('deadlines.write.leave')}</Button>
		</div>
	)
}
