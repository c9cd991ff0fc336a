import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { Tx } from '../db/schema.ts'
import { notFound, Refusal } from '../refusal.ts'
import { type FileKind, partBytes } from './contract.ts'
import { kindOf } from './kind.ts'

/** The only door to files: a slice that has asked its powers keeps and reads parts by it. */

export type FileOf = {
	readonly matter: string
	readonly sha256: string
	readonly bytes: number
	readonly kind: FileKind
}

/** F1. Announces a file of a matter. Once more is nothing. */
export async function announceFile(tx: Tx, file: FileOf): Promise<void> {
	await sql`insert into files.file (matter_id, sha256, bytes, kind)
		values (${file.matter}, decode(${file.sha256}::text, 'hex'), ${file.bytes}, ${file.kind}) on conflict do nothing`.execute(
		tx,
	)
}

/**
 * F1, F2. Keeps one part of a file that was announced.
 * @returns how many parts are missing; 0 when it is whole
 * @throws Refusal `not_found`, or `invalid` for a part of the wrong length, kind or hash
 */
async function putPart(
	tx: Tx,
	part: { readonly matter: string; readonly sha256: string; readonly n: number; readonly body: Uint8Array },
	now: Date,
): Promise<number> {
	const { rows } = await sql<{ bytes: number; kind: FileKind; whole: boolean }>`
		select bytes, kind, whole_at is not null as whole from files.file
		where matter_id = ${part.matter} and sha256 = decode(${part.sha256}::text, 'hex') for update`.execute(tx)
	const file = rows[0]
	if (file === undefined) throw notFound('a file nobody announced')
	if (file.whole) return 0
	const parts = Math.ceil(file.bytes / partBytes)
	const length = part.n === parts - 1 ? file.bytes - part.n * partBytes : partBytes
	if (part.n >= parts || part.body.length !== length)
		throw wrong(
			'base64',
			'This part has another length than the file that was announced.',
			'这一分片的长度与所报文件不符。',
		)
	if (part.n === 0 && kindOf(part.body) !== file.kind)
		throw wrong('base64', 'The bytes are of another kind than the file says.', '文件内容与所报类型不符。')
	const body = Buffer.from(part.body).toString('hex')
	await sql`insert into files.part (matter_id, sha256, n, body)
		values (${part.matter}, decode(${part.sha256}::text, 'hex'), ${part.n}, decode(${body}::text, 'hex')) on conflict do nothing`.execute(
		tx,
	)
	const { rows: kept } = await sql<{ n: number }>`select count(*)::int as n from files.part
		where matter_id = ${part.matter} and sha256 = decode(${part.sha256}::text, 'hex')`.execute(tx)
	const missing = parts - (kept[0]?.n ?? 0)
	if (missing > 0) return missing
	const hash = createHash('sha256')
	for await (const body of bodies(tx, part.matter, part.sha256, parts)) hash.update(body)
	if (hash.digest('hex') !== part.sha256)
		throw wrong(
			'sha256',
			'The bytes do not hash to what was announced. Send the file again.',
			'内容与所报哈希不符，请重新上传。',
		)
	await sql`update files.file set whole_at = ${now}
		where matter_id = ${part.matter} and sha256 = decode(${part.sha256}::text, 'hex')`.execute(tx)
	return 0
}

/** The parts in order, one at a time. */
async function* bodies(tx: Tx, matter: string, sha256: string, parts: number): AsyncGenerator<Uint8Array> {
	for (let n = 0; n < parts; n += 1) {
		const { rows } = await sql<{ body: Uint8Array }>`select body from files.part
			where matter_id = ${matter} and sha256 = decode(${sha256}::text, 'hex') and n = ${n}`.execute(tx)
		yield rows[0]?.body ?? new Uint8Array()
	}
}

/** A part as an act brings it. */
type Brought = { readonly sha256: string; readonly part: number; readonly base64: string }

/** F1, F2. What every act that brings parts runs: keeps the part, and says what the ledger is told of it. */
export async function takePart({ tx, now }: { readonly tx: Tx; readonly now: Date }, matter: string, brought: Brought) {
	const { sha256, part, base64 } = brought
	const missing = await putPart(tx, { matter, sha256, n: part, body: Buffer.from(base64, 'base64') }, now)
	return { missing, fact: { sha256, part, missing } }
}

/** F1. What every such act does when it was refused: what came of a file that does not hash to its name is deleted. */
export async function dropWrongParts(tx: Tx, matter: string, { sha256 }: Brought, refusal: Refusal): Promise<void> {
	if (refusal.rule !== 'F1') return
	await sql`delete from files.part p using files.file f where p.matter_id = ${matter} and p.sha256 = decode(${sha256}::text, 'hex')
		and f.matter_id = p.matter_id and f.sha256 = p.sha256 and f.whole_at is null`.execute(tx)
}

/** F3. One part of a whole file. @throws Refusal `not_found` */
export async function readPart(tx: Tx, matter: string, sha256: string, n: number): Promise<Uint8Array> {
	const { rows } = await sql<{ body: Uint8Array }>`select p.body from files.part p
		join files.file f on f.matter_id = p.matter_id and f.sha256 = p.sha256 and f.whole_at is not null
		where p.matter_id = ${matter} and p.sha256 = decode(${sha256}::text, 'hex') and p.n = ${n}`.execute(tx)
	const row = rows[0]
	if (row === undefined) throw notFound('no such part')
	return row.body
}

/** F3. A whole file in one piece; null while a part is missing. @throws Refusal `not_found` when nobody announced it */
export async function readWhole(tx: Tx, matter: string, sha256: string): Promise<Uint8Array | null> {
	const { rows } = await sql<{
		bytes: number
		whole: boolean
	}>`select bytes, whole_at is not null as whole from files.file
		where matter_id = ${matter} and sha256 = decode(${sha256}::text, 'hex')`.execute(tx)
	const file = rows[0]
	if (file === undefined) throw notFound('a file nobody announced')
	if (!file.whole) return null
	const read: Uint8Array[] = []
	for await (const body of bodies(tx, matter, sha256, Math.ceil(file.bytes / partBytes))) read.push(body)
	return Buffer.concat(read, file.bytes)
}

/** How many parts of an announced file are missing; 0 when it is whole. */
export async function missingParts(tx: Tx, matter: string, sha256: string): Promise<readonly number[]> {
	const { rows } = await sql<{ n: number }>`select g.n from files.file f,
			generate_series(0, (f.bytes - 1) / ${partBytes}) as g (n)
		where f.matter_id = ${matter} and f.sha256 = decode(${sha256}::text, 'hex') and f.whole_at is null
			and not exists (select from files.part p where p.matter_id = f.matter_id and p.sha256 = f.sha256 and p.n = g.n)
		order by g.n`.execute(tx)
	return rows.map((row) => row.n)
}

/** F4. A file whose keeping has ended, with every part of it. */
export async function deleteFile(tx: Tx, matter: string, sha256: string): Promise<void> {
	await sql`delete from files.part where matter_id = ${matter} and sha256 = decode(${sha256}::text, 'hex')`.execute(tx)
	await sql`delete from files.file where matter_id = ${matter} and sha256 = decode(${sha256}::text, 'hex')`.execute(tx)
}

function wrong(field: string, en: string, zh: string): Refusal {
	return new Refusal('invalid', { en, zh }, { rule: field === 'sha256' ? 'F1' : 'F2', field })
}
