import { navigate } from 'wouter/use-browser-location'
import { askView } from '#kernel/web/http.ts'
import type { PaletteProvider } from '#kernel/web/screen.ts'
import { words } from '#kernel/web/words.ts'
import { listIncidents } from '../contract/incidents.ts'

/** Incidents by number for `Ctrl K`: three digits or more, with or without what stands before them. */
export const providers: readonly PaletteProvider[] = [
	{
		key: 'incidents by number',
		async find(typed, signal) {
			const number = typed.toUpperCase().replaceAll(/\s/g, '')
			if (!/^[A-Z]?[0-9-]{3,12}$/.test(number)) return []
			const { t, language } = words()
			const { output } = await askView(listIncidents, { number, limit: 8 }, { signal })
			return output.rows.map((row) => ({
				id: row.id,
				title: `${row.number} ${t(`dispatch.type.${row.type}`)}`,
				detail: row.place.protected ? t('dispatch.place.protected') : (row.place.words?.[language] ?? ''),
				group: 'web.palette.incidents',
				run: () => navigate(`/incident/${row.id}`),
			}))
		},
	},
]
