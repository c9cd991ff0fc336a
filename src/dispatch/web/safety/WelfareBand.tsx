import type { z } from 'zod'
import { useAct } from '#kernel/web/client.ts'
import { Button } from '#kernel/web/parts/Button.tsx'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { answerWelfare, type listAlarms } from '../../contract/emergency.ts'
import { PlaceText } from '../shared/PlaceText.tsx'
import { useTerms } from '../shared/terms.ts'
import { Since } from './Since.tsx'

type Check = z.output<(typeof listAlarms)['output']>['welfare'][number]

/** D125. A crew that has not said it is well: reached by radio, the desk enters it. */
export function WelfareBand({ check, refresh }: { readonly check: Check; readonly refresh: () => void }) {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const act = useAct(answerWelfare)
	const [first] = check.units
	const well = async () => {
		if (first !== undefined && (await act.perform({ unit: first.id })) !== null) refresh()
	}
	return (
		<div className="alarm-band warn" role="status">
			<Icon name="clock" />
			<b>{t('dispatch.welfare.title', { units: check.units.map((unit) => say(unit.callSign)).join(' + ') })}</b>
			<span>{terms.type(check.type)}</span>
			<span className="el">
				<PlaceText place={check.place} />
			</span>
			<span>{t(`dispatch.welfare.level.${check.level}`)}</span>
			<Since at={check.askedAt} />
			<span className="sp" />
			<a href={`/incident/${check.incident}`}>{check.number}</a>
			{check.mayAnswer && first !== undefined && (
				<Button busy={act.busy} onPress={() => void well()}>
					{t('dispatch.welfare.reached')}
				</Button>
			)}
			{act.problem !== null && <Problem problem={act.problem} />}
		</div>
	)
}
