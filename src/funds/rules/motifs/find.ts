import { motifKind } from '../../contract/motif-lists.ts'
import { cycles } from './cycles.ts'
import { fans, gathered } from './fans.ts'
import { layered } from './layers.ts'
import { type Motif, type MotifMove, MoveIndex, Steps } from './motif.ts'
import { passedThrough } from './passing.ts'
import { scattered } from './scatter.ts'
import { type Thresholds, thresholds } from './thresholds.ts'

/** A search of one shape takes so many steps at most: a good part of a second. */
const mostSteps = 300_000

export type FoundMotifs = {
	/** By kind, the largest sum first. */
	readonly motifs: readonly Motif[]
	/** False: a search ended before it had seen everything. */
	readonly whole: boolean
}

const searches = {
	fan_in: (index: MoveIndex, steps: Steps) => fans(index, 'fan_in', steps),
	fan_out: (index: MoveIndex, steps: Steps) => fans(index, 'fan_out', steps),
	cycle: cycles,
	scatter_gather: scattered,
	gather_scatter: gathered,
	layers: layered,
	pass_through: passedThrough,
} as const

type Search = keyof typeof searches

/** Searches in the order they are told; `steps` is for those who can wait. */
type Asked = { readonly which?: readonly Search[]; readonly by?: Thresholds; readonly steps?: number }

const allSearches: readonly Search[] = [
	'fan_in',
	'fan_out',
	'cycle',
	'scatter_gather',
	'gather_scatter',
	'layers',
	'pass_through',
]

/** F223. Every shape in transfers of one currency, or those of the searches asked for; the same transfers, the same answer. */
export function findMotifs(moves: readonly MotifMove[], asked: Asked = {}): FoundMotifs {
	const { which = allSearches, by = thresholds } = asked
	const index = new MoveIndex(moves, by)
	let whole = true
	const motifs = which.flatMap((name) => {
		const steps = new Steps(asked.steps ?? mostSteps)
		const found = [...searches[name](index, steps)]
		whole &&= !steps.ended
		return found
	})
	const order = (one: Motif) => motifKind.options.indexOf(one.kind)
	return {
		whole,
		motifs: motifs.sort(
			(a, b) => order(a) - order(b) || b.minor - a.minor || (a.transfers[0]?.id ?? 0) - (b.transfers[0]?.id ?? 0),
		),
	}
}
