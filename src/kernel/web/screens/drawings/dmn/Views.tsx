import { Chips } from '../../../parts/Chips.tsx'
import { useWords } from '../../../words.ts'
import type { TableEditor, TableView } from './editor.ts'

/** The parts of a file: its graph and each table or formula; with one table alone there is nothing to choose. */
export function Views(props: {
	readonly editor: TableEditor
	readonly views: readonly TableView[]
	readonly active: TableView | undefined
}) {
	const t = useWords()
	const { editor, views, active } = props
	const shown = views.filter((view) => view.type !== 'drd' || isGraph(view))
	if (shown.length < 2) return null
	return (
		<Chips
			label={t('drawings.parts')}
			value={active?.id ?? ''}
			onChange={(id) => {
				const view = views.find((each) => each.id === id)
				if (view !== undefined) void editor.open(view)
			}}
			chips={shown.map((view) => ({
				value: view.id,
				label: view.type === 'drd' ? t('drawings.graph') : (view.name ?? view.id),
			}))}
		/>
	)
}

/** A graph that is drawn; a file without a picture has one that is empty, which is nothing to look at. */
export function isGraph(view: TableView): boolean {
	return view.type === 'drd' && view.element['dmnDI'] !== undefined
}
