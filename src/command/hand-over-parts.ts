import type { Slice } from '#kernel/slice.ts'
import { performAcceptHandOver } from './acts/accept-hand-over.ts'
import { performDecideHandOver } from './acts/decide-hand-over.ts'
import { performLapseHandOver } from './acts/lapse-hand-over.ts'
import { performNoteHandOver } from './acts/note-hand-over.ts'
import { performOfferHandOver } from './acts/offer-hand-over.ts'
import { performRefuseHandOver } from './acts/refuse-hand-over.ts'
import { performWithdrawHandOver } from './acts/withdraw-hand-over.ts'
import { handOverWorkers } from './hand-over-workers.ts'
import { showHandOverList } from './views/list-hand-overs.ts'
import { showReceiverList } from './views/list-receivers.ts'
import { showHandOverDetail } from './views/show-hand-over.ts'
import { showOwnerView } from './views/show-owner.ts'

/** Hand-over's part of the slice; its resources are plain data (`resources.ts`). */
export const handOverParts = {
	acts: [
		performOfferHandOver,
		performAcceptHandOver,
		performRefuseHandOver,
		performWithdrawHandOver,
		performLapseHandOver,
		performDecideHandOver,
		performNoteHandOver,
	],
	views: [showHandOverList, showHandOverDetail, showOwnerView, showReceiverList],
	hears: handOverWorkers,
} satisfies Pick<Slice, 'acts' | 'views' | 'hears'>
