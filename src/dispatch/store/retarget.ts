import type { Tx } from '#kernel/db/schema.ts'
import { startTimer, writeAll } from './write.ts'

/** D9. Sets a target anew after the one before it was dropped in an earlier statement of the same act. */
export async function retarget(
	tx: Tx,
	matter: string,
	timer: { readonly kind: string; readonly from: Date; readonly seconds: number; readonly rule: string },
): Promise<void> {
	await writeAll(tx, [startTimer(matter, timer)])
}
