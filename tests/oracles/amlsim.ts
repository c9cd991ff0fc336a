import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { findMotifs } from '#funds/rules/motifs/find.ts'
import type { MotifMove } from '#funds/rules/motifs/motif.ts'
import { type Thresholds, thresholds } from '#funds/rules/motifs/thresholds.ts'

/** The graphs of AMLSim with planted shapes; null where they are not. */
export const amlsim: string | null = found()

function found(): string | null {
	const folder = join(process.env['SEAWALL_ORACLES'] ?? '', 'funds', 'amlsim')
	return process.env['SEAWALL_ORACLES'] !== undefined && existsSync(folder) ? folder : null
}

/** One file of a tar: heads of 512 bytes with name and size, each content filled up to as many (POSIX ustar). */
function fileOf(tar: Buffer, name: string): string {
	for (let at = 0; at + 512 <= tar.length; ) {
		const text = (from: number, size: number) =>
			tar.toString('latin1', at + from, at + from + size).replace(/\0.*$/s, '')
		const size = Number.parseInt(text(124, 12), 8) || 0
		if (text(0, 100).endsWith(`/${name}`)) return tar.toString('utf8', at + 512, at + 512 + size)
		at += 512 + Math.ceil(size / 512) * 512
	}
	throw new Error(`no ${name} in the archive`)
}

const cells = (csv: string): readonly string[][] =>
	csv
		.trim()
		.split('\n')
		.slice(1)
		.map((line) => line.split(','))

const day = 86_400_000

/** As they ship, but over all 150 steps of the simulation. */
export const wholeSpan: Thresholds = {
	...thresholds,
	within: 150 * day,
	cycle: { ...thresholds.cycle, within: 150 * day },
}

const plantedSets = { cycle: '20K_cycle200', fan_in: '20K_fanin200' } as const
type PlantedKind = keyof typeof plantedSets

/** Of accounts: the files say which belong to a planted shape, not to which, nor which transfers are planted. */
type Planted = {
	readonly precision: number
	readonly recall: number
	readonly findings: number
	/** Of all accounts, those of a planted shape: what chance would find. */
	readonly share: number
	readonly whole: boolean
	readonly seconds: number
}

/** Looks for one shape in a graph where it was planted; a step of the simulation is a day. */
export function runPlanted(kind: PlantedKind, by: Thresholds = thresholds): Planted {
	const tar = gunzipSync(readFileSync(join(amlsim ?? '', `${plantedSets[kind]}.tgz`)))
	const planted = new Set(cells(fileOf(tar, 'nodes.csv')).flatMap(([id, fraud]) => (fraud === '1' ? [Number(id)] : [])))
	const share = planted.size / cells(fileOf(tar, 'nodes.csv')).length
	const moves = cells(fileOf(tar, 'transactions.csv')).map(
		([from, to, value, time], id): MotifMove => ({
			id,
			from: Number(from),
			to: Number(to),
			minor: Math.round(Number(value) * 100),
			at: Number(time) * day,
		}),
	)
	const begun = performance.now()
	const { motifs, whole } = findMotifs(moves, { which: [kind], by, steps: 50_000_000 })
	const seconds = (performance.now() - begun) / 1_000
	const told = new Set(motifs.flatMap(({ accounts }) => accounts.map(({ node }) => node)))
	const right = [...told].filter((node) => planted.has(node)).length
	return { precision: right / told.size, recall: right / planted.size, findings: motifs.length, share, whole, seconds }
}
