import { navigate } from 'wouter/use-browser-location'
import { searchPlace } from '#kernel/geo/contract.ts'
import { askView } from '#kernel/web/http.ts'
import type { PaletteProvider } from '#kernel/web/screen.ts'
import { words } from '#kernel/web/words.ts'
import { showDesk } from '../contract/desk.ts'
import { listIncidents } from '../contract/incidents.ts'
import { soughtPath } from './desk/sought.ts'

/** Places whose words agree less than this with what was typed are left out: the palette finds more than places. */
const fits = 0.6

/**
 * For `Ctrl K`: incidents by number (three digits or more, with or without what stands before them), and addresses,
 * crossings, places and streets in both scripts; a place chosen is shown on the desk's map.
 */
export const providers: readonly PaletteProvider[] = [
	{
		key: 'incidents by number',
		needs: listIncidents.name,
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
	{
		key: 'places of the map',
		needs: showDesk.name,
		async find(typed, signal) {
			// A bare number is an incident's; one letter fits half the town.
			if (typed.length < 2 || /^[0-9-]+$/.test(typed)) return []
			const { t, language } = words()
			const { output } = await askView(searchPlace, { text: typed.slice(0, 200), limit: 8 }, { signal })
			const exact = output.places.some((place) => place.kind === 'address' && place.exact)
			return output.places
				.filter((place) => place.score >= fits && (place.exact || !exact))
				.map((place) => {
					const [label, other, area] =
						language === 'zh'
							? [place.label_zh, place.label_en, place.area_zh]
							: [place.label_en, place.label_zh, place.area_en]
					const parts = [place.exact ? null : t('geo.search.nearest'), area, other === label ? null : other]
					return {
						id: place.id,
						title: label,
						detail: parts.filter((part) => part !== null).join(' · '),
						group: 'web.palette.places',
						run: () => navigate(soughtPath({ at: place.point, label })),
					}
				})
		},
	},
]
