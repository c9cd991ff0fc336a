import { askHold, returnHold, showHold } from '../matters/contract/holds.ts'
import { useAct, useView } from './client.ts'

/** What the drawing of a matter asks for between two steps, kept up to date; with the acts that ask and send back. */
export function useHold(matter: string) {
	const view = useView(showHold, { matter }, { topics: ['matters.matter.', 'dispatch.incident.'], keep: true })
	const shown = view.output?.matter === matter ? view.output : undefined
	return { shown, refresh: view.refresh, ask: useAct(askHold), giveBack: useAct(returnHold) }
}
