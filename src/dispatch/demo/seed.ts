import type { Point } from '#kernel/contract/scalars.ts'
import type { Tx } from '#kernel/db/schema.ts'

/** A unit of the demo as the organisation lists it. */
export type DemoUnit = {
	readonly id: string
	readonly agency: string
	readonly kind: string
	readonly callEn: string
	readonly callZh: string
	/** Where it stands when the day begins; null: near its station. */
	readonly point: Point | null
}

/** Writes the demo's units once, while the organisation is the demo. */
export async function seedDispatchDemo(
	_tx: Tx,
	_now: Date,
	_demo: { readonly units: readonly DemoUnit[] },
): Promise<void> {}
