import { shows } from '../../view.ts'
import { checkpointNewest } from '../contract.ts'
import { wholeLedger } from '../entries.ts'
import { keyInUse } from '../machine.ts'
import { ledgerReader, witnessedSince } from '../reader.ts'
import { findHead } from '../store.ts'

export const newestCheckpoint = shows(checkpointNewest, {
	async subject() {
		return wholeLedger
	},
	async show({ tx }) {
		const key = keyInUse()
		const reader = ledgerReader(tx, key)
		const witnessed = await witnessedSince(tx, -1)
		return {
			output: {
				note: await reader.checkpoint(),
				size: (await findHead(tx))?.size ?? 0,
				key,
				witnesses: (await reader.witnesses()).map((w) => ({ name: w.name, key: w.vkey })),
				witnessed: witnessed === null ? null : { ...witnessed, names: [...witnessed.names] },
			},
		}
	},
})
