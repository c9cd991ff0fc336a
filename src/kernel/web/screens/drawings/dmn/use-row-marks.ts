import { useEffect } from 'react'
import { listOf } from '../../../../matters/process/moddle.ts'
import type { AnalysisShape } from '../../../../matters/contract/drawing-shapes.ts'
import type { Found } from '../Findings.tsx'
import type { TableView } from './editor.ts'

/** Ids of the rows of the table on show, in order. */
function rowIds(view: TableView | undefined): readonly string[] {
	const logic = view?.element['decisionLogic']
	if (typeof logic !== 'object' || logic === null || !('$type' in logic)) return []
	return listOf(Object.assign({ $type: '' }, logic), 'rule').map((rule) => rule.id ?? '')
}

/**
 * Marks rows that something stands against, and rows that never decide. The table draws itself again and again, so the marks
 * are rules of a sheet, by the row's id, rather than classes on its cells.
 */
export function useRowMarks(
	view: TableView | undefined,
	faults: readonly Found[],
	analysis: readonly AnalysisShape[] | null,
): void {
	const ids = rowIds(view)
	const wrong = faults.flatMap(({ element }) => {
		const row = /^row (\d+)/.exec(element ?? '')?.[1]
		return row === undefined ? [element ?? ''] : [ids[Number(row) - 1] ?? '']
	})
	const own = analysis?.find(
		(each) => each.decision === '' || each.decision === view?.id || each.decision === view?.name,
	)
	const never = own?.never.map(({ row }) => ids[row - 1] ?? '') ?? []
	const key = JSON.stringify([wrong, never])
	useEffect(() => {
		const sheet = new CSSStyleSheet()
		const mark = (id: string, ground: string): void => {
			if (/^[\w-]+$/.test(id))
				sheet.insertRule(
					`.tables [data-row-id="${id}"], .tables [data-element-id="${id}"] { background: var(${ground}) !important; }`,
				)
		}
		for (const id of never) mark(id, '--warn-soft')
		for (const id of wrong) mark(id, '--bad-soft')
		document.adoptedStyleSheets.push(sheet)
		return () => {
			document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
		}
	}, [key])
}
