import { useLocation } from 'wouter'
import { useAct } from '#kernel/web/client.ts'
import type { Problem } from '#kernel/web/http.ts'
import { useMay } from '#kernel/web/may.ts'
import { useOpening } from '#kernel/web/opening.ts'
import { useWords } from '#kernel/web/words.ts'
import { draftStop } from '../../contract/measure.ts'
import { draftRequest } from '../../contract/request.ts'
import type { FrontierRow } from '../../contract/trace-shapes.ts'

/** What one press does for an account of the board, and what it is called. */
export type Doing = {
	readonly actOf: (row: FrontierRow) => string | null
	readonly act: (row: FrontierRow) => void
	/** The lawful request to its bank, where it is not the main act. */
	readonly request: (row: FrontierRow) => void
	readonly mayRequest: (row: FrontierRow) => boolean
	readonly busy: boolean
	readonly problem: Problem | null
}

type Which = 'open' | 'stop' | 'request' | null

export function useDoing(report: string, onDone: () => void): Doing {
	const t = useWords()
	const may = useMay()
	const [, go] = useLocation()
	const measurePath = useOpening('FundsMeasure')
	const requesting = useAct(draftRequest)
	const stopping = useAct(draftStop)
	const mayRequest = (row: FrontierRow): boolean =>
		row.request === null && row.end !== 'cashed_out' && may?.has(draftRequest.name) === true
	const whichOf = (row: FrontierRow): Which => {
		if (row.measure !== null && row.status !== 'none') return measurePath === null ? null : 'open'
		if (row.section === 'act' && may?.has(draftStop.name) === true) return 'stop'
		return row.end === 'leaves_data' && mayRequest(row) ? 'request' : null
	}
	const request = (row: FrontierRow): void =>
		void requesting.perform({ report, kind: 'statement', account: row.account }).then((done) => {
			if (done !== null) onDone()
		})
	const stop = (row: FrontierRow): void =>
		void stopping.perform({ report, account: row.account }).then((done) => {
			if (done === null) return
			if (measurePath === null) onDone()
			else go(measurePath(done.output.measure))
		})
	const openMeasure = (row: FrontierRow): void => {
		if (measurePath !== null && row.measure !== null) go(measurePath(row.measure.id))
	}
	return {
		actOf: (row) => {
			const which = whichOf(row)
			return which === null ? null : t(`funds.trace.do.${which}`)
		},
		act: (row) => {
			const which = whichOf(row)
			if (which === 'request') request(row)
			if (which === 'stop') stop(row)
			if (which === 'open') openMeasure(row)
		},
		request,
		mayRequest,
		busy: requesting.busy || stopping.busy,
		problem: stopping.problem ?? requesting.problem,
	}
}
