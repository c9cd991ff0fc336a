import { slices } from '#app/slices.ts'
import { checkShipped, loadPowersChecked, type Powers } from '#kernel/powers/api.ts'

let isChecked = false

/** The shipped powers, checked once a process: a check takes a second, and many tests open a world. */
export function testPowers(): Powers {
	if (!isChecked) checkShipped(slices)
	isChecked = true
	return loadPowersChecked(slices)
}
