import { useEffect, useId } from 'react'
import { Note } from '../../../parts/Note.tsx'
import { useWords } from '../../../words.ts'
import { useTables } from './use-tables.ts'
import { isGraph, Views } from './Views.tsx'

/** Rule tables to look at. */
export function TablesPicture({
	text,
	marks,
}: {
	readonly text: string
	readonly marks?: Readonly<Record<string, string>>
}) {
	const t = useWords()
	const { place, editor, views, active, undrawn } = useTables(text, null)
	const id = useId()
	useTableMarks(id, marks)
	useEffect(() => {
		const around = place.current
		if (around === null) return
		// Nothing in a table to read takes the focus: the keyboard scrolls the table itself, whenever it is drawn.
		const reach = (): void => {
			const box = around.querySelector<HTMLElement>('.tjs-table-container:not([tabindex])')
			if (box === null) return
			box.tabIndex = 0
			box.setAttribute('role', 'group')
			box.setAttribute('aria-label', t('drawings.table'))
		}
		reach()
		const watch = new MutationObserver(reach)
		watch.observe(around, { childList: true, subtree: true })
		return () => watch.disconnect()
	}, [t, place])
	return (
		<>
			{editor === null ? null : (
				<div className="views">
					<Views editor={editor} views={views} active={active} />
				</div>
			)}
			<div className={views.some(isGraph) ? 'tables' : 'tables alone'} ref={place} data-tables={id} />
			{undrawn === null ? null : (
				<div className="pad">
					<Note kind="warn" title={t('drawings.undrawn')}>
						{undrawn}
					</Note>
				</div>
			)}
		</>
	)
}

const grounds: Readonly<Record<string, string>> = {
	'diff-added': '--good-soft',
	'diff-removed': '--bad-soft',
	'diff-changed': '--warn-soft',
	'diff-moved': '--acc-soft',
}

/** Marks rows and columns of this one table by rules of a sheet, since the table draws its cells again and again. */
function useTableMarks(place: string, marks: Readonly<Record<string, string>> | undefined): void {
	const key = JSON.stringify(marks ?? {})
	useEffect(() => {
		const sheet = new CSSStyleSheet()
		for (const [id, mark] of Object.entries(marks ?? {}))
			if (/^[\w-]+$/.test(id) && grounds[mark] !== undefined)
				for (const by of ['row', 'col', 'element'])
					sheet.insertRule(
						`[data-tables="${CSS.escape(place)}"] [data-${by}-id="${id}"] { background: var(${grounds[mark]}) !important; }`,
					)
		document.adoptedStyleSheets.push(sheet)
		return () => {
			document.adoptedStyleSheets = document.adoptedStyleSheets.filter((each) => each !== sheet)
		}
	}, [place, key])
}
