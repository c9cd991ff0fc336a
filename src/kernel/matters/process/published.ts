import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { drawingId } from '../drawing.ts'
import '../schema.ts'
import type { Fault, Model } from './model.ts'
import { mainProcess, readProcesses } from './read.ts'

/** A drawing as published, with every process of it ready to run. */
export type Published = {
	/** Id of the row in `matters.drawing`. */
	readonly drawing: string
	/** Id of the process a new instance runs. */
	readonly main: string
	readonly models: ReadonlyMap<string, Model>
}

/** Drawings this server has read, by id. A drawing never changes, so neither does what was read. */
const read = new Map<string, Published>()

/** M16. Every fault of a drawing, as a refusal that names them all. */
function refused(process: string, faults: readonly Fault[]): Refusal {
	const first = faults[0]?.sentence
	return new Refusal(
		'invalid',
		{
			en: `${process} may not be published: ${faults.length} faults, the first: ${first?.en}.`,
			zh: `${process} 不能发布：共 ${faults.length} 处问题，第一处：${first?.zh}。`,
		},
		{ rule: faults[0]?.rule ?? 'M16', extra: { faults } },
	)
}

async function prepare(process: string, bpmn: string, drawing: string): Promise<Published> {
	const known = read.get(drawing)
	if (known !== undefined) return known
	const reading = await readProcesses(bpmn)
	const main = mainProcess(reading)
	const faults = [...reading.faults, ...reading.processes.filter((one) => one.executable).flatMap((one) => one.faults)]
	if (faults.length > 0 || main === null) throw refused(process, faults)
	const sound = reading.processes.filter((one) => one.faults.length === 0)
	const published = { drawing, main: main.id, models: new Map(sound.map((one) => [one.id, one.model])) }
	read.set(drawing, published)
	return published
}

/**
 * M16, M39. Publishes a drawing as the next version of its process, unless the same text already stands.
 * @param publish.process `slice.process`, e.g. `command.order`
 * @throws Refusal `invalid` with every fault in `extra.faults`
 */
export async function publishProcess(
	tx: Tx,
	publish: { readonly process: string; readonly bpmn: string; readonly now: Date },
): Promise<Published> {
	const { process, bpmn, now } = publish
	const sha256 = createHash('sha256').update(bpmn).digest('hex')
	const published = await prepare(process, bpmn, drawingId(process, sha256))
	await sql`
		insert into matters.drawing (id, process, version, bpmn, sha256, published_at)
		select ${published.drawing}::uuid, ${process}::text, coalesce(max(version), 0) + 1, ${bpmn}::text, ${sha256}::text,
			${now}::timestamptz
		from matters.drawing where process = ${process}
		on conflict do nothing`.execute(tx)
	return published
}

/** The newest drawing of a process; null when none is published. */
export async function findPublished(tx: Tx, process: string): Promise<Published | null> {
	const row = await tx
		.selectFrom('matters.drawing')
		.select('id')
		.where('process', '=', process)
		.orderBy('version', 'desc')
		.limit(1)
		.executeTakeFirst()
	return row === undefined ? null : needDrawing(tx, row.id)
}

/** A drawing that a running instance follows. */
export async function needDrawing(tx: Tx, drawing: string): Promise<Published> {
	const known = read.get(drawing)
	if (known !== undefined) return known
	const row = await tx
		.selectFrom('matters.drawing')
		.select(['process', 'bpmn'])
		.where('id', '=', drawing)
		.executeTakeFirstOrThrow()
	return prepare(row.process, row.bpmn, drawing)
}
