import { readFile } from 'node:fs/promises'
import { z } from 'zod'
import { UsageFault } from '../commands/command.ts'

const kindName = z.enum(['given', 'surname', 'name', 'date', 'identity', 'code', 'place', 'category'])
const twoNames = z.strictObject({ a: z.string(), b: z.string() })

/** What the columns hold. A field is its column, or `a` and `b` where the two sides call it differently. */
const mapping = z.strictObject({
	id: z.union([z.string(), twoNames]).optional(),
	fields: z.record(z.string(), z.union([kindName, twoNames.extend({ as: kindName })])),
	/** In one file whose rows are pairs: the column that says whether the two are one. */
	label: z.string().optional(),
})

/** One field of a mapping: its name and its column on each side. */
type Mapped = {
	readonly name: string
	readonly kind: z.output<typeof kindName>
	readonly a: string
	readonly b: string
}

export type Mapping = {
	readonly fields: readonly Mapped[]
	/** Columns of the ids; the number of the row counts where there is none. */
	readonly id: { readonly a: string; readonly b: string } | null
	readonly label: string | null
}

/** Reads a mapping file. @throws UsageFault */
export async function readMapping(file: string): Promise<Mapping> {
	const text = await readFile(file, 'utf8').catch(() => {
		throw new UsageFault(`There is no file ${file}.`)
	})
	let json: unknown
	try {
		json = JSON.parse(text)
	} catch {
		throw new UsageFault(`${file} is no JSON.`)
	}
	const read = mapping.safeParse(json)
	if (!read.success) {
		const issue = read.error.issues[0]
		throw new UsageFault(`${file}: ${issue?.path.join('.') ?? ''} ${issue?.message ?? 'is no mapping'}`)
	}
	const { id, fields, label } = read.data
	const mapped = Object.entries(fields).map(([name, of]): Mapped => {
		if (typeof of === 'string') return { name, kind: of, a: name, b: name }
		return { name, kind: of.as, a: of.a, b: of.b }
	})
	if (mapped.length === 0) throw new UsageFault(`${file}: name one field or more.`)
	return { fields: mapped, id: typeof id === 'string' ? { a: id, b: id } : (id ?? null), label: label ?? null }
}
