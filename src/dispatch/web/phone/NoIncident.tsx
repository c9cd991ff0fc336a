import type { UnitShown } from '../../contract/shapes.ts'
import { useWords } from '#kernel/web/words.ts'
import { NextStatus } from './NextStatus.tsx'
import { OutOfService } from './OutOfService.tsx'
import type { Mine } from './Phone.tsx'

type Props = { readonly mine: Mine; readonly unit: UnitShown; readonly refresh: () => void }

/** Nothing to go to: says so, and keeps the one thing that may be pressed. */
export function NoIncident({ mine, unit, refresh }: Props) {
	const t = useWords()
	return (
		<>
			<section className="phone-what calm">
				<div>
					<h2>{t(`dispatch.phone.calm.${unit.status === 'out_of_service' ? 'out' : 'free'}`)}</h2>
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
