import { perform } from '#kernel/spine/perform.ts'
import type { Spine } from '#kernel/spine/spine.ts'
import { system } from '#kernel/who.ts'
import { dueDrills } from './store/drill.ts'

/** D256, D257. Ends drills whose time has come, and deletes records kept long enough. */
export async function drillsDue(spine: Spine): Promise<void> {
	const due = await spine.store.transact('seawall_app', (tx) => dueDrills(tx, spine.clock()))
	for (const { id: drill, act } of due)
		await perform(spine, { name: `dispatch.drill.${act}`, input: { drill }, key: `drill-${act}-${drill}`, who: system })
}
