import './drawings.css'
import { lazy, Suspense, useEffect, useMemo, useState } from 'react'
import { useLocation, useParams } from 'wouter'
import { useKeyHelp } from '../../page.tsx'
import { Columns } from '../../parts/Columns.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { Loading } from '../../parts/Loading.tsx'
import { Pane } from '../../parts/Pane.tsx'
import { useWords } from '../../words.ts'
import { Book } from './Book.tsx'
import { OneDraft } from './Draft.tsx'
import { isDraft, pathTo } from './names.ts'
import { OneReady, readyKey } from './Ready.tsx'
import { OneVersion } from './Version.tsx'

const Writing = lazy(() => import('./Writing.tsx').then((part) => ({ default: part.Writing })))
const Compare = lazy(() => import('./Compare.tsx').then((part) => ({ default: part.Compare })))
const Plans = lazy(() => import('./plans/Plans.tsx').then((part) => ({ default: part.Plans })))
const Live = lazy(() => import('./Live.tsx').then((part) => ({ default: part.Live })))

/**
 * Processes and rule tables: the book at the left; a version or a draft at the right. `…/edit` draws, `…/compare` lays two
 * versions side by side, `…/live` shows where matters stand, `…/plans` moves them to another version. What draws is loaded when it is opened (W45).
 */
export function Drawings() {
	const t = useWords()
	const { of, part } = useParams<{ of?: string; part?: string }>()
	useKeyHelp(
		useMemo(
			() => ['N', 'E', 'X', 'V', 'T', 'M', 'F9'].map((keys) => ({ keys, what: t(`drawings.keys.${keys}`) })),
			[t],
		),
	)
	if (of === undefined || part === undefined || /^[0-9a-f]{12}$/.test(part)) return <Whole of={of} version={part} />
	return (
		<Suspense fallback={<Loading doing={t('drawings.opening')} />}>
			<Part of={of} part={part} />
		</Suspense>
	)
}

function Part({ of, part }: { readonly of: string; readonly part: string }) {
	if (part === 'edit') return <Writing key={of} id={of} />
	if (part === 'compare') return <Compare of={of} />
	return part === 'plans' ? <Plans key={of} name={of} /> : <Live name={of} />
}

function Whole({ of, version }: { readonly of: string | undefined; readonly version: string | undefined }) {
	const t = useWords()
	const [, navigate] = useLocation()
	const [shown, setShown] = useState(of === undefined ? 'book' : 'one')
	useEffect(() => setShown(of === undefined ? 'book' : 'one'), [of])
	return (
		<Columns
			show={shown}
			onShow={setShown}
			columns={[
				{
					key: 'book',
					title: t('drawings.book'),
					width: '1fr',
					children: (
						<Book
							chosen={of ?? null}
							onChoose={(id) => {
								navigate(pathTo(id))
								setShown('one')
							}}
						/>
					),
				},
				{
					key: 'one',
					title: t('drawings.one'),
					width: '1.4fr',
					children:
						of === undefined ? (
							<Pane title={t('drawings.one')}>
								<Empty title={t('drawings.none')}>{t('drawings.none.why')}</Empty>
							</Pane>
						) : readyKey(of) !== null ? (
							<OneReady key={of} which={readyKey(of) ?? ''} />
						) : isDraft(of) ? (
							<OneDraft key={of} id={of} />
						) : (
							<OneVersion key={of} name={of} version={version ?? null} />
						),
				},
			]}
		/>
	)
}
