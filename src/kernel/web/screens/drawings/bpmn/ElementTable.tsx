import { DataTable } from '../../../parts/DataTable.tsx'
import { Empty } from '../../../parts/Empty.tsx'
import { hasWord, useLanguage, useWords } from '../../../words.ts'
import { half } from '../names.ts'
import type { Finding } from './lint.ts'
import type { ElementRow } from './rows.ts'

/** W44. The table twin of a drawing. */
export function ElementTable(props: {
	readonly rows: readonly ElementRow[]
	readonly faults?: readonly Finding[]
	readonly selected?: string | null
	readonly onSelect?: (id: string) => void
}) {
	const t = useWords()
	const language = useLanguage()
	const kindOf = useKindNames()
	const postOf = usePosts()
	const faulty = new Map((props.faults ?? []).map(({ element, rule }) => [element, rule]))
	return (
		<DataTable<ElementRow>
			label={t('drawings.elements')}
			scrolls
			keys
			rows={props.rows}
			rowKey={(row) => row.id}
			{...(props.selected === undefined ? {} : { selected: props.selected })}
			{...(props.onSelect === undefined ? {} : { onSelect: (row: ElementRow) => props.onSelect?.(row.id) })}
			empty={<Empty title={t('drawings.elements.none')} />}
			columns={[
				{
					key: 'name',
					head: t('drawings.col.element'),
					wraps: true,
					cell: (row) => (
						<span className={row.depth === 0 ? undefined : 'inner'}>
							{row.name === row.id ? <span className="t3">{row.id}</span> : half(row.name, language)}
							{row.attached === null ? null : (
								<span className="t3"> {t('drawings.attached', { name: half(row.attached, language) })}</span>
							)}
							{faulty.has(row.id) ? (
								<span className="bad"> {t('drawings.faulty', { rule: faulty.get(row.id) ?? '' })}</span>
							) : null}
						</span>
					),
				},
				{ key: 'kind', head: t('drawings.col.kind'), width: 130, cell: (row) => kindOf(row) },
				{ key: 'lane', head: t('drawings.col.lane'), width: 120, from: 560, cell: (row) => postOf(row.lane) },
				{
					key: 'ways',
					head: t('drawings.col.ways'),
					wraps: true,
					from: 420,
					cell: (row) =>
						row.ways.map((way) => (
							<div key={way.flow}>
								{way.name === '' ? null : <span className="t3">{half(way.name, language)}: </span>}
								{way.toName === way.to ? <span className="t3">{way.to}</span> : half(way.toName, language)}
							</div>
						)),
				},
			]}
		/>
	)
}

/** What an element is, in words: "User task", "Timer, on the edge". */
export function useKindNames(): (row: { readonly type: string; readonly on: string | null }) => string {
	const t = useWords()
	return ({ type, on }) => {
		const kind = hasWord(`drawings.type.${type}`) ? t(`drawings.type.${type}`) : type
		return on === null ? kind : t('drawings.kind-on', { kind, on: t(`drawings.on.${on}`) })
	}
}

/** A lane's post by its name in the interface language; a lane that names no post as it is written. */
export function usePosts(): (lane: string | null) => string {
	const t = useWords()
	const language = useLanguage()
	return (lane) => {
		if (lane === null) return '–'
		const [post = '', place] = lane.split('@')
		if (!hasWord(`web.post.${post}`)) return half(lane, language)
		const named = t(`web.post.${post}`)
		return place === undefined ? named : t('drawings.post-at', { post: named, place: placeOf(t, place) })
	}
}

/** Where a lane's post is sought, seen from the matter's agency: a tier, the bureau or a branch of policing. */
function placeOf(t: (key: string) => string, place: string): string {
	const key = [`drawings.place.${place}`, `web.tier.${place}`, `web.branch.${place}`].find(hasWord)
	return key === undefined ? place : t(key)
}
