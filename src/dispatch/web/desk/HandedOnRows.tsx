import { useLocation } from 'wouter'
import type { z } from 'zod'
import { useKeys } from '#kernel/web/keyboard.ts'
import { Icon } from '#kernel/web/parts/Icon.tsx'
import { Kbd } from '#kernel/web/parts/Kbd.tsx'
import { Tide, Timer } from '#kernel/web/parts/Tide.tsx'
import { when } from '#kernel/web/times.ts'
import { useWords } from '#kernel/web/words.ts'
import type { transferRow } from '../../contract/transfers.ts'
import { shortNumber } from '../shared/deadline.ts'
import { useTerms } from '../shared/terms.ts'

type Row = z.output<typeof transferRow>

/** D219. Calls handed on that no other service has acknowledged, soonest due first, each with its clock; `H` opens the first. */
export function HandedOnRows({ rows }: { readonly rows: readonly Row[] }) {
	const t = useWords()
	const terms = useTerms()
	const [, go] = useLocation()
	const open = (row: Row) => go(`/outside?call=${row.call}`)
	const first = rows[0]
	useKeys({ H: () => first !== undefined && open(first) }, { when: first !== undefined })
	if (first === undefined) return null
	return (
		<tbody>
			<tr className="sec-row">
				<th colSpan={7} scope="rowgroup">
					<span className="row">
						{t('dispatch.outside.handed')} <span className="n">{rows.length}</span>
						<span className="sp" />
						<Kbd keys="H" />
					</span>
				</th>
			</tr>
			{rows.map((row) => {
				const deadline = { from: Date.parse(row.at), due: Date.parse(row.dueAt) }
				return (
					<tr key={row.call} data-open="" data-call={row.call} onClick={() => open(row)}>
						<td className="t2">
							<Icon name="phone" />
						</td>
						<td className="t3">{shortNumber(row.number)}</td>
						<td colSpan={2}>
							<button type="button" className="plain row-name" onClick={() => open(row)}>
								{terms.term('services', row.to)}
							</button>
						</td>
						<td className="t3">{when(row.at)}</td>
						<td>
							<Tide deadline={deadline} />
						</td>
						<td className="r">
							<Timer deadline={deadline} what={t('dispatch.outside.due')} />
						</td>
					</tr>
				)
			})}
		</tbody>
	)
}
