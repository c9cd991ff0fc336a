import type { EntryFacts } from './leaf.ts'

/**
 * L12. The line a restore enters before anything else happens: which backup, how far its ledger reached, and how far
 * the ledger in place reached when it is known. It hides nothing: numbers given out after the backup are given again,
 * and any witness and any receipt from between shows that.
 */
export function restoreEntry(restore: {
	readonly at: Date
	readonly backupMadeAt: Date
	/** Size and root (hex) of the ledger in the backup. */
	readonly size: number
	readonly root: string
	/** Size of the ledger that was replaced; null when it could not be read. */
	readonly replacedSize: number | null
	/** Why, as the operator wrote it. */
	readonly reason: string
}): EntryFacts {
	return {
		at: restore.at,
		kind: 'system',
		name: 'ledger.restore',
		person: 'system',
		post: 'system',
		agency: 'none',
		outcome: 'done',
		rules: ['L12'],
		matter: null,
		subject: null,
		fact: {
			backup_made_at: restore.backupMadeAt.toISOString(),
			size: restore.size,
			root: restore.root,
			replaced_size: restore.replacedSize,
		},
		personal: { reason: restore.reason },
	}
}
