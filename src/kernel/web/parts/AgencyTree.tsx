import { useMemo } from 'react'
import type { z } from 'zod'
import type { agencyShape } from '../../identity/contract/shapes.ts'
import { useLanguage, useWords } from '../words.ts'

type Agency = z.output<typeof agencyShape>

/** The tree of agencies, parents before children. With `onChoose` each is a button. */
export function AgencyTree({
	agencies,
	chosen,
	onChoose,
}: {
	readonly agencies: readonly Agency[]
	readonly chosen: string | null | undefined
	readonly onChoose?: (id: string) => void
}) {
	const t = useWords()
	const language = useLanguage()
	const depth = useMemo(() => {
		const deep = new Map<string, number>()
		for (const agency of agencies) deep.set(agency.id, agency.parent === null ? 0 : (deep.get(agency.parent) ?? -1) + 1)
		return deep
	}, [agencies])
	return (
		<ul>
			{agencies.map((agency) => {
				const shared = {
					className: `agency${agency.tier === 'province' || agency.tier === 'city' ? ' up' : ''}`,
					'aria-current': agency.id === chosen ? ('true' as const) : undefined,
					style: { paddingLeft: 12 + (depth.get(agency.id) ?? 0) * 16 },
				}
				const inside = (
					<>
						<span className="tk" title={t(`web.tier.${agency.tier}`)} />
						<span className="el">{language === 'zh' ? agency.nameZh : agency.nameEn}</span>
					</>
				)
				return (
					<li key={agency.id}>
						{onChoose === undefined ? (
							<span {...shared}>{inside}</span>
						) : (
							<button type="button" {...shared} onClick={() => onChoose(agency.id)}>
								{inside}
							</button>
						)}
					</li>
				)
			})}
		</ul>
	)
}
