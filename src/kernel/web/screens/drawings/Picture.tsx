import { lazy, Suspense } from 'react'
import type { WhatIs } from '../../../matters/contract/drawing-shapes.ts'
import { Loading } from '../../parts/Loading.tsx'

const DrawingPicture = lazy(() => import('./bpmn/Viewer.tsx').then((part) => ({ default: part.DrawingPicture })))
const TablesPicture = lazy(() => import('./dmn/Viewer.tsx').then((part) => ({ default: part.TablesPicture })))

/** A text to look at: a drawing as picture or table, a file of tables as it is written. What draws it is loaded with the first. */
export function Picture(props: {
	readonly what: WhatIs
	readonly text: string
	/** Elements to mark, with the class of the mark. */
	readonly marks?: Readonly<Record<string, string>>
	readonly asTable?: boolean
	/** Element to bring into view. */
	readonly chosen?: string | null
}) {
	return (
		<Suspense fallback={<Loading />}>
			{props.what === 'drawing' ? <DrawingPicture {...props} /> : <TablesPicture {...props} />}
		</Suspense>
	)
}
