import type { z } from 'zod'
import { useView } from '#kernel/web/client.ts'
import { useSay, useWords } from '#kernel/web/words.ts'
import type { WarningKind } from '../../contract/lists.ts'
import type { WarningArea } from '../../contract/shapes.ts'
import { findIssuer } from '../../contract/warning.ts'

type Issuer = z.output<(typeof findIssuer)['output']>

/** Who would decide an area as it stands, and what is wrong with its size; undefined while nobody can say. */
export function useIssuer(kind: WarningKind, area: WarningArea | null): Issuer | undefined {
	const view = useView(findIssuer, { kind, area: JSON.stringify(area) }, { enabled: area !== null, keep: true })
	return area === null ? undefined : view.output
}

/** V1, V4. Who decides, how large it is, and why it may not be that small. */
export function Decides({ found }: { readonly found: Issuer | undefined }) {
	const t = useWords()
	const say = useSay()
	if (found === undefined) return null
	if (found.fault !== null)
		return (
			<p className="warn" role="status">
				{t('warnings.area.now', { size: found.squareKilometres.toFixed(2) })} {t(`warnings.fault.${found.fault}`)}
			</p>
		)
	return (
		<p className="t2" role="status">
			{t('warnings.decides', {
				size: found.squareKilometres.toFixed(2),
				post: t(`identity.post.${found.issuerPost}`),
				issuer: found.issuer === null ? '' : say(found.issuer),
				minutes: found.answerMinutes,
				hours: found.mostHours,
				rule: found.rule,
			})}
		</p>
	)
}
