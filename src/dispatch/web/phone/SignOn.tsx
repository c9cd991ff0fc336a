import { useAct } from '#kernel/web/client.ts'
import { Problem } from '#kernel/web/parts/Problem.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import { signOnUnit } from '../../contract/units.ts'
import type { Mine } from './Phone.tsx'

/** No unit yet on this shift: the units of my station I may crew. */
export function SignOn({ mine, refresh }: { readonly mine: Mine; readonly refresh: () => void }) {
	const t = useWords()
	const say = useSay()
	const act = useAct(signOnUnit)
	const sign = async (unit: string, version: number) => {
		if ((await act.perform({ unit, version })) !== null) refresh()
	}
	return (
		<>
			<section className="phone-what calm">
				<div>
					<h2>{t('dispatch.phone.noUnit')}</h2>
					<p>{t(mine.choices.length === 0 ? 'dispatch.phone.noChoices' : 'dispatch.phone.choose')}</p>
				</div>
			</section>
			<div className="phone-acts">
				{mine.choices.map((each) => (
					<button
						key={each.id}
						type="button"
						className="wide-act"
						aria-busy={act.busy}
						onClick={() => void sign(each.id, each.version)}
					>
						{t('dispatch.phone.signOn', { unit: say(each.callSign) })}
					</button>
				))}
				{act.problem !== null && <Problem problem={act.problem} ask={{ action: 'dispatch.unit.sign-on' }} />}
			</div>
		</>
	)
}
