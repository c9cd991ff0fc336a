import type { Tx } from '#kernel/db/schema.ts'
import type { Who } from '#kernel/who.ts'
import { readLane } from '../task/lane.ts'
import { placeOf } from '../task/place.ts'

/**
 * M61, M62, M102. Whether a post stands under a lane, seen from the matter's agency: the post it names, at the agency it
 * names or a branch of that.
 */
export async function fitsLane(
	tx: Tx,
	agency: string,
	lane: string,
	who: Pick<Who, 'postKind' | 'agency' | 'bureau'>,
): Promise<boolean> {
	const read = readLane(lane)
	if (read === null || read.post !== who.postKind) return false
	const place = await placeOf(tx, agency, read)
	return who.agency === place || who.bureau === place
}
