import { performs } from '../../act.ts'
import { agencyRename } from '../contract/organisation.ts'
import { bureauSubject, needAgency } from '../store.ts'

/** I19. Another name for an agency; its code and place stay. */
export const renameAgencyAct = performs(agencyRename, {
	async load(tx, input) {
		const row = await needAgency(tx, input.agency, true)
		return { subject: bureauSubject(row), row, version: row.version }
	},
	async run({ tx }, row, input) {
		const version = row.version + 1
		await tx
			.updateTable('identity.agency')
			.set({ name_en: input.nameEn, name_zh: input.nameZh, version })
			.where('id', '=', row.id)
			.execute()
		return {
			output: { id: row.id, version },
			fact: { agency: row.id, nameEn: input.nameEn, nameZh: input.nameZh },
			messages: [{ topic: 'identity.agency.changed', resource: { type: 'Bureau', id: row.id }, body: {} }],
		}
	},
})
