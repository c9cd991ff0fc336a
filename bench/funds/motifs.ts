import { amlsim, runPlanted, wholeSpan } from '../../tests/oracles/amlsim.ts'
import { type Row, row } from '../row.ts'

/**
 * funds/motif-cycle and motif-fan-in: of accounts in findings the share that AMLSim planted (precision), and of planted accounts
 * the share in a finding (recall), at the thresholds as they ship; -whole-span, over all 150 days. No precision where nothing is
 * found. The peer is what chance would find.
 */
export function* motifRows(): Generator<Row> {
	if (amlsim === null) return console.error('funds/motif: SEAWALL_ORACLES does not have funds/amlsim')
	for (const [name, kind] of [
		['motif-cycle', 'cycle'],
		['motif-fan-in', 'fan_in'],
	] as const)
		for (const [suffix, by] of [
			['', undefined],
			['-whole-span', wholeSpan],
		] as const) {
			const { precision, recall, findings, share, seconds } = runPlanted(kind, by)
			const chance = { name: 'chance', value: share }
			if (findings > 0) yield row(`funds/${name}${suffix}`, 'precision', precision, 'share', chance)
			yield row(`funds/${name}${suffix}`, 'recall', recall, 'share')
			yield row(`funds/${name}${suffix}`, 's', seconds, 's')
		}
}
