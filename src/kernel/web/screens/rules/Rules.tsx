import './rules.css'
import { useEffect, useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useKeyHelp } from '../../page.tsx'
import { Columns } from '../../parts/Columns.tsx'
import { useWords } from '../../words.ts'
import { Book } from './Book.tsx'
import { Nothing, OneShipped } from './Shipped.tsx'
import { Proposal } from './Proposal.tsx'
import { Writing } from './Writing.tsx'

const home = '/powers/rules'

/** A bureau's own rules beside the shipped ones: the book at the left, one rule, proposal or text being written at the right. */
export function Rules() {
	const t = useWords()
	const [, navigate] = useLocation()
	const { rule } = useParams<{ rule?: string }>()
	const [shown, setShown] = useState(rule === undefined ? 'book' : 'rule')
	useKeyHelp(useMemo(() => ['N', 'E', 'X', 'F9'].map((keys) => ({ keys, what: t(`rules.keys.${keys}`) })), [t]))
	useEffect(() => setShown(rule === undefined ? 'book' : 'rule'), [rule])
	if (rule === 'new') return <Writing onDone={(id) => navigate(id === null ? home : `${home}/${id}`)} />
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'book',
					title: t('rules.book'),
					width: '1fr',
					children: (
						<Book
							chosen={rule ?? null}
							onChoose={(id) => {
								navigate(`${home}/${id}`)
								setShown('rule')
							}}
						/>
					),
				},
				{
					key: 'rule',
					title: t('rules.one'),
					width: '1.1fr',
					children:
						rule === undefined ? (
							<Nothing />
						) : isId(rule) ? (
							<Proposal key={rule} id={rule} />
						) : (
							<OneShipped id={rule} />
						),
				},
			]}
		/>
	)
}

/** Versions of a bureau's rules have ids; shipped rules are called by their names. */
const isId = (rule: string): boolean => /^[0-9a-f]{8}-[0-9a-f-]{27}$/.test(rule)
