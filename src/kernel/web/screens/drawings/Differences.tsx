import { useMemo } from 'react'
import type { DifferenceShape } from '../../../matters/contract/drawing-shapes.ts'
import { DataTable } from '../../parts/DataTable.tsx'
import { Empty } from '../../parts/Empty.tsx'
import { hasWord, useLanguage, useWords } from '../../words.ts'
import { endsIn, half } from './names.ts'

/** W46. What differs between two versions, one line each: a word and a sign beside the colour. */
export function Differences(props: {
	readonly differences: readonly DifferenceShape[]
	/** The texts they stand in, newest first: a flow without a name is called by its two ends. */
	readonly texts: readonly string[]
	readonly selected?: string | null
	readonly onSelect?: (element: string) => void
}) {
	const t = useWords()
	const language = useLanguage()
	const [newer = '', older = ''] = props.texts
	const ends = useMemo(() => [newer, older].map((text) => endsIn(text, language)), [newer, older, language])
	const called = (id: string): string | undefined => ends.map((each) => each.get(id)).find((name) => name !== undefined)
	return (
		<DataTable<DifferenceShape>
			label={t('drawings.differences')}
			rows={props.differences}
			rowKey={(row) => row.element}
			{...(props.selected === undefined ? {} : { selected: props.selected })}
			{...(props.onSelect === undefined
				? {}
				: { keys: true, onSelect: (row: DifferenceShape) => props.onSelect?.(row.element) })}
			empty={<Empty title={t('drawings.differences.none')} />}
			columns={[
				{
					key: 'change',
					head: t('drawings.change'),
					width: 92,
					cell: ({ change }) => (
						<span className={`change diff-${change}`}>
							<span aria-hidden="true">{signs[change]}</span> {t(`drawings.change.${change}`)}
						</span>
					),
				},
				{
					key: 'element',
					head: t('drawings.col.element'),
					wraps: true,
					cell: ({ name, element, type }) => (
						<>
							{name !== '' ? half(name, language) : (called(element) ?? <span className="mono">{element}</span>)}{' '}
							<span className="t3">{hasWord(`drawings.type.${type}`) ? t(`drawings.type.${type}`) : type}</span>
						</>
					),
				},
				{
					key: 'what',
					head: t('drawings.differs'),
					wraps: true,
					from: 420,
					cell: ({ fields }) =>
						fields.map(({ field, was, is }) => (
							<div key={field}>
								<span className="t3">
									{hasWord(`drawings.differs.${field}`) ? t(`drawings.differs.${field}`) : field}:{' '}
								</span>
								{was === null ? null : <del>{was}</del>} {is === null ? null : <ins>{is}</ins>}
							</div>
						)),
				},
			]}
		/>
	)
}

const signs = { added: '+', removed: '−', changed: '≠', moved: '↔' } as const
