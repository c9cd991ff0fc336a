import type { UnitShown } from '../../contract/shapes.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import { NextStatus } from './NextStatus.tsx'
import { OutOfService } from './OutOfService.tsx'
import type { Mine } from './Phone.tsx'

type Props = { readonly mine: Mine; readonly unit: UnitShown; readonly refresh: () => void }

/** Nothing to go to: says so, and keeps the one thing that may be pressed. */
export function NoIncident({ mine, unit, refresh }: Props) {
	const t = useWords()
	const say = useSay()
	return (
		<>
			<section className="phone-what calm">
				<div>
					<h2>{t(`dispatch.phone.calm.${unit.status === 'out_of_service' ? 'out' : 'free'}`)}</h2>
					{unit.standsIn !== null && (
						<p className="warn" role="status">
							<b>{t('dispatch.move.phone', { area: say(unit.standsIn) })}</b>
						</p>
					)}
					<p>{t('dispatch.phone.calm.next')}</p>
				</div>
			</section>
			<div className="phone-acts">
				<NextStatus mine={mine} unit={unit} refresh={refresh} />
				<OutOfService mine={mine} unit={unit} refresh={refresh} />
			</div>
		</>
	)
}
