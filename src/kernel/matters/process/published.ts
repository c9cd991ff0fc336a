import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import { Refusal } from '#kernel/refusal.ts'
import { drawingId } from '../drawing.ts'
import { shipDrawing } from '../publishing/ship.ts'
import '../schema.ts'
import { laneFaults } from '../task/check.ts'
import { unknownNames } from './known.ts'
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
	const faults = [...laneFaults(published), ...(await unknownNames(tx, published.models))]
	if (faults.length > 0) throw refused(process, faults)
	await shipDrawing({ id: published.drawing, process, bpmn, sha256, now }).execute(tx)
	return published
}

/**
 * M84. The drawing of a process that a new instance at an agency follows: published there or at the nearest above and not ended,
 * else what was shipped last; null when there is none.
 */
export async function findPublished(
	tx: Tx,
	process: string,
	at: { readonly agency: string; readonly now: Date },
): Promise<Published | null> {
	const { rows } = await sql<{ id: string | null }>`select coalesce((
			select p.drawing_id from matters.publication p
				join identity.agency_closure c on c.ancestor = p.scope_id and c.descendant = ${at.agency}::uuid
			where p.what = 'drawing' and p.name = ${process} and (p.until_at is null or p.until_at > ${at.now})
			order by c.depth, p.at desc, p.id desc limit 1
		), (
			select id from matters.drawing where process = ${process} and shipped_at is not null
			order by shipped_at desc, version desc limit 1
		)) as id`.execute(tx)
	const id = rows[0]?.id ?? null
	return id === null ? null : needDrawing(tx, id)
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
