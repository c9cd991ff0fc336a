import { parseArgs } from 'node:util'
import { measurePairs, pairsOfGroups, resolve, type Truth } from '#cases'
import { readMapping } from '../match/mapping.ts'
import { pairsOf, type Records, readRows, recordsOf } from '../match/records.ts'
import { readTruth, truthOf } from '../match/truth.ts'
import { type Command, say, UsageFault } from './command.ts'

export const command: Command = {
	usage: 'A.csv [B.csv] --fields MAPPING.json [--truth PAIRS.csv]',
	summary: `Says which records speak of one, within A or between A and B. Reads files only, never the database.

MAPPING.json names the column of the ids (the number of the row, from 1, when left out) and what columns hold:
  {"id": "rec_id", "fields": {"given_name": "given", "surname": "surname", "born": "date", "postcode": "code"}}
  Kinds: given, surname (parts of a name), name (a full one, of a person or a body), date, identity (a number of identity),
  code (a postcode, telephone, e-mail or other number), place (a place or address line), category (a short list).
  Where A and B name a column differently: {"name": {"a": "holder", "b": "full_name", "as": "name"}}.
  Map a thing once: a full name beside its own parts counts twice.
  For one file whose rows are pairs: fields with a and b, and "label": the column that says true or false.

--truth PAIRS.csv: two ids a line, header or none. Prints precision, recall and F1 of pairs, before and after grouping, as one
  JSON line. With a third column (true or false, 1 or 0) only those pairs are judged.
Without it: one JSON line a proposed pair, the surest first, with its weight in bits, its chance, whether grouping keeps it,
  and the three strongest reasons for and against. Progress goes to stderr.`,
	async run(args) {
		const { files, fields, truth } = askedFor(args)
		const mapping = await readMapping(fields)
		const [a, b] = await Promise.all(files.map(readRows))
		if (a === undefined) throw new UsageFault('Give one or two CSV files.')
		const paired = mapping.label !== null && b === undefined
		const records = paired ? pairsOf(a, mapping.label, mapping) : recordsOf(a, b ?? null, mapping)
		const known =
			records.labels !== null ? truthOf(records.labels, true) : truth === null ? null : await readTruth(truth, records)
		await (known === null ? list(records) : measure(records, known))
		return 0
	},
}

async function measure(records: Records, truth: Truth): Promise<void> {
	const { asked } = records
	const began = performance.now()
	const { found, groups } = await resolve(
		{ ...asked, also: [...(truth.labelled ?? [])] },
		{ explain: false, onStep: say },
	)
	print({
		records: asked.records,
		fields: asked.fields.map(({ name }) => name),
		...measurePairs(found, truth),
		clustered: measurePairs(pairsOfGroups(groups, asked.split), truth),
		seconds: Math.round(performance.now() - began) / 1000,
	})
}

async function list({ asked, ids }: Records): Promise<void> {
	const { proposed, groups } = await resolve(asked, { explain: true, onStep: say })
	for (const { a, b, bits, reasons } of proposed)
		print({
			a: ids[a],
			b: ids[b],
			bits,
			chance: Math.round(1e4 / (1 + 2 ** -bits)) / 1e4,
			grouped: groups[a] === groups[b],
			...reasons,
		})
	say(`${proposed.length} pairs proposed`)
}

function print(line: unknown): void {
	process.stdout.write(`${JSON.stringify(line)}\n`)
}

function askedFor(args: readonly string[]) {
	try {
		const options = { fields: { type: 'string' }, truth: { type: 'string' } } as const
		const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true })
		if (values.fields === undefined) throw new UsageFault('Give --fields MAPPING.json.')
		if (positionals.length < 1 || positionals.length > 2) throw new UsageFault('Give one or two CSV files.')
		return { files: positionals, fields: values.fields, truth: values.truth ?? null }
	} catch (error) {
		throw new UsageFault(error instanceof Error ? error.message : String(error))
	}
}
