import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { parse } from 'csv-parse/sync'
import { asyncBufferFromFile, parquetReadObjects } from 'hyparquet'
import { resolve } from '#cases'
import { measurePairs, type Measure, pairsOfGroups } from '#cases/rules/match/measure.ts'
import type { Asked } from '#cases/rules/match/match.ts'
import { projectFolder } from '#kernel/folder.ts'

type Row = Readonly<Record<string, string>>
type Kinds = Readonly<Record<string, Asked['fields'][number]['kind']>>

/** Where the labelled records that others made are; null where they are not. */
export const entities: string | null = found()

function found(): string | null {
	const folder = join(process.env['SEAWALL_ORACLES'] ?? '', 'entities')
	return process.env['SEAWALL_ORACLES'] !== undefined && existsSync(folder) ? folder : null
}

const febrl: Kinds = {
	given_name: 'given',
	surname: 'surname',
	street_number: 'code',
	address_1: 'place',
	address_2: 'place',
	suburb: 'place',
	postcode: 'code',
	state: 'category',
	date_of_birth: 'date',
	soc_sec_id: 'code',
}

const historical: Kinds = {
	first_name: 'given',
	surname: 'surname',
	dob: 'date',
	birth_place: 'place',
	postcode_fake: 'code',
	gender: 'category',
	occupation: 'category',
}

export const sets = ['febrl1', 'febrl2', 'febrl3', 'febrl4', 'historical_50k', 'name_bench', 'names_zh'] as const

/** Pairs as found, and as grouped; seconds of processor time from the records on. */
export type Outcome = { readonly pairs: Measure; readonly clustered: Measure; readonly seconds: number }

/** Matches one of the sets as it is. */
export async function runSet(set: (typeof sets)[number]): Promise<Outcome> {
	const folder = entities ?? ''
	if (set === 'historical_50k')
		return of(
			await parquet(join(folder, 'splink/historical_figures_with_errors_50k.parquet')),
			historical,
			(row) => row['cluster'] ?? '',
			null,
		)
	if (set === 'name_bench') return ofPairs(csv(join(folder, 'namebench/cases.csv')), [['name', 'name1', 'name2']])
	if (set === 'names_zh')
		return ofPairs(csv(join(projectFolder, 'bench/names-zh.csv')), [
			['name', 'name1', 'name2'],
			['identity', 'number1', 'number2'],
		])
	const entity = (row: Row) => row['rec_id']?.split('-')[1] ?? ''
	if (set !== 'febrl4') return of(csv(join(folder, `febrl/dataset${set.slice(5)}.csv`)), febrl, entity, null)
	const [a, b] = [csv(join(folder, 'febrl/dataset4a.csv')), csv(join(folder, 'febrl/dataset4b.csv'))]
	return of([...a, ...b], febrl, entity, a.length)
}

function csv(file: string): readonly Row[] {
	return parse(readFileSync(file), { columns: (names: string[]) => names.map((name) => name.trim()), trim: true })
}

async function parquet(file: string): Promise<readonly Row[]> {
	const rows: readonly Record<string, unknown>[] = await parquetReadObjects({ file: await asyncBufferFromFile(file) })
	return rows.map((row) => Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value ?? '')])))
}

async function of(
	rows: readonly Row[],
	kinds: Kinds,
	entity: (row: Row) => string,
	split: number | null,
): Promise<Outcome> {
	const fields = Object.entries(kinds).map(([name, kind]) => ({
		name,
		kind,
		texts: rows.map((row) => row[name] ?? ''),
	}))
	const ids = new Map<string, number>()
	const truth = Int32Array.from(rows, (row) => {
		const id = ids.get(entity(row)) ?? ids.size
		ids.set(entity(row), id)
		return id
	})
	return measured({ fields, records: rows.length, split }, new Set(pairsOfGroups(truth, split)), null)
}

function ofPairs(
	rows: readonly Row[],
	columns: readonly (readonly ['name' | 'identity', string, string])[],
): Promise<Outcome> {
	const fields = columns.map(([kind, a, b]) => ({
		name: kind,
		kind,
		texts: [...rows.map((row) => row[a] ?? ''), ...rows.map((row) => row[b] ?? '')],
	}))
	const pairs = rows.map((_, n) => n * rows.length * 2 + rows.length + n)
	const same = pairs.filter((_, n) => rows[n]?.['is_match'] === 'true')
	const asked: Asked = { fields, records: rows.length * 2, split: rows.length, also: pairs, alone: true }
	return measured(asked, new Set(same), new Set(pairs))
}

async function measured(
	asked: Asked,
	same: ReadonlySet<number>,
	labelled: ReadonlySet<number> | null,
): Promise<Outcome> {
	const before = process.cpuUsage()
	const { found, groups } = await resolve(asked, { explain: false })
	const { user, system } = process.cpuUsage(before)
	return {
		pairs: measurePairs(found, { same, labelled }),
		clustered: measurePairs(pairsOfGroups(groups, asked.split), { same, labelled }),
		seconds: (user + system) / 1e6,
	}
}
