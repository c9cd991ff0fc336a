import type { z } from 'zod'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Priority } from '#kernel/web/parts/Priority.tsx'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { listAlarms } from '../../contract/emergency.ts'
import { PlaceText } from '../shared/PlaceText.tsx'
import { useTerms } from '../shared/terms.ts'
import { Since } from './Since.tsx'

type Told = z.output<(typeof listAlarms)['output']>['major'][number]

/** D206. Open major incidents that were handed up to me: the newest by name, the others by their numbers. */
export function MajorBand({ told }: { readonly told: readonly Told[] }) {
	const t = useWords()
	const say = useSay()
	const terms = useTerms()
	const [newest, ...others] = told
	if (newest === undefined) return null
	return (
		<div className="alarm-band warn" role="status">
			<Icon name="escalate" />
			<b>{t('dispatch.major.band', { why: say(newest.why) })}</b>
			<Priority level={newest.priority} />
			<span>{terms.type(newest.type)}</span>
			<span className="el">
				<PlaceText place={newest.place} />
			</span>
			<Since at={newest.at} />
			<span className="sp" />
			{[newest, ...others.slice(0, 3)].map((one) => (
				<a key={one.incident} href={`/incident/${one.incident}`}>
					{one.number}
				</a>
			))}
			{others.length > 3 && <span>{t('dispatch.major.more', { n: others.length - 3 })}</span>}
		</div>
	)
}
