import { useContext } from 'react'
import { Link } from 'wouter'
import type { DutyShape } from '../../../powers/contract.ts'
import { ScreensContext } from '../../opening.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { when } from '../../times.ts'
import { useSay, useWords } from '../../words.ts'

/** P23. What a post has to do: what waits first, then what only stands written; each matter I may see opens. */
export function Duties({ duties }: { readonly duties: readonly DutyShape[] }) {
	const t = useWords()
	const say = useSay()
	return (
		<DataTable
			label={t('web.powers.must')}
			rows={duties}
			rowKey={(duty) => duty.source}
			empty={<Empty title={t('web.powers.must.none')}>{t('web.powers.must.none.why')}</Empty>}
			columns={[
				{ key: 'what', head: t('web.powers.col.duty'), wraps: true, cell: (duty) => <b>{say(duty.what)}</b> },
				{
					key: 'open',
					head: t('web.powers.col.open'),
					width: 84,
					right: true,
					cell: (duty) =>
						duty.open === null ? (
							<span className="t3">–</span>
						) : duty.open === 0 ? (
							<span className="t3">{t('web.powers.written')}</span>
						) : (
							duty.open
						),
				},
				{
					key: 'due',
					head: t('web.powers.col.due'),
					width: 106,
					right: true,
					from: 520,
					cell: (duty) => (duty.due === null ? null : when(duty.due)),
				},
				{
					key: 'rows',
					head: t('web.powers.col.matters'),
					wraps: true,
					from: 640,
					cell: (duty) => <Rows rows={duty.rows} />,
				},
				{
					key: 'basis',
					head: t('web.powers.col.basis'),
					wraps: true,
					from: 860,
					cell: (duty) => <span className="t2">{say(duty.basis)}</span>,
				},
			]}
		/>
	)
}

function Rows({ rows }: Pick<DutyShape, 'rows'>) {
	const say = useSay()
	const screens = useContext(ScreensContext)
	return (
		<span className="row wrap duty-rows">
			{rows.slice(0, 4).map((row) => {
				const screen = screens.find((each) => each.opens === row.type)
				return screen === undefined ? (
					<span key={row.id}>{say(row.name)}</span>
				) : (
					<Link key={row.id} href={screen.path.replace(/:\w+\??/, row.id)}>
						{say(row.name)}
					</Link>
				)
			})}
		</span>
	)
}
