import type { Slice } from '#kernel/slice.ts'
import { performEnterSavings } from './acts/enter-savings.ts'
import { listMotifsView } from './views/list-motifs.ts'
import { printTraceView } from './views/print-trace.ts'
import { showFrontierList } from './views/list-frontier.ts'
import { showAccountFlowView } from './views/show-account-flow.ts'
import { showTraceNamesView } from './views/show-trace-names.ts'
import { showTraceView } from './views/show-trace.ts'

/** What this room of funds hands to the slice. */
export const traceParts: Pick<Slice, 'acts' | 'views' | 'hears' | 'connectors' | 'duties'> = {
	acts: [performEnterSavings],
	views: [showTraceView, showAccountFlowView, showTraceNamesView, showFrontierList, printTraceView, listMotifsView],
}
