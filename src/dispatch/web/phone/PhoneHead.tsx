import { useNow } from '#kernel/web/clock.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { UnitStatus } from '#kernel/web/parts/UnitStatus.tsx'
import { clockTime } from '#kernel/web/times.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { Mine } from './Phone.tsx'

/** My unit and how it stands, the line, the clock. */
export function PhoneHead({ mine, up }: { readonly mine: Mine | undefined; readonly up: boolean }) {
	const t = useWords()
	const say = useSay()
	const now = useNow()
	const unit = mine?.unit ?? null
	return (
		<header className="phone-head">
			{unit === null ? (
				<h1>{t('dispatch.phone.noUnit')}</h1>
			) : (
				<>
					<UnitStatus state={unit.status} bare />
					<h1>{say(unit.callSign)}</h1>
					<span className="t2">{t(`web.unit.${unit.status}`)}</span>
				</>
			)}
			<span className="sp" />
			<span className={up ? 'row good' : 'row warn'}>
				<Icon name={up ? 'wave' : 'wave-off'} />
				{t(up ? 'dispatch.phone.linked' : 'dispatch.phone.cut')}
			</span>
			<b>{clockTime(now, false)}</b>
		</header>
	)
}
