import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Slice } from '../slice.ts'
import { addWitness } from './acts/add-witness.ts'
import { approveErasure } from './acts/approve-erasure.ts'
import { declineErasure } from './acts/decline-erasure.ts'
import { proposeErasure } from './acts/propose-erasure.ts'
import { entryResource, erasureResource, ledgerConnectors, ledgerResource } from './contract.ts'
import { listEntries } from './views/list-entries.ts'
import { listErasures } from './views/list-erasures.ts'
import { storyOfMatter } from './views/matter-story.ts'
import { newestCheckpoint } from './views/newest-checkpoint.ts'
import { showBundle } from './views/show-bundle.ts'
import { showEntry } from './views/show-entry.ts'

export { askWitness, standingWitnesses, startAsking } from './ask-witness.ts'
export { registerEraser } from './also-erase.ts'
export { registerHold } from './holds.ts'
export { equipLedger } from './machine.ts'
export { ledgerReader } from './reader.ts'
export { restoreEntry } from './restore.ts'
export { verifyLedger } from './verify-store.ts'
export { httpSource, openWitness, witnessOnce } from './witness.ts'

export const ledgerSlice: Slice = {
	name: 'ledger',
	folder: dirname(fileURLToPath(import.meta.url)),
	connectors: ledgerConnectors,
	resources: [ledgerResource, entryResource, erasureResource],
	acts: [proposeErasure, approveErasure, declineErasure, addWitness],
	views: [listEntries, showEntry, storyOfMatter, newestCheckpoint, showBundle, listErasures],
}
