import { type RawBuilder, sql } from 'kysely'

/**
 * M84. Writes a shipped drawing as the next version of its process, unless the same text stands already; then it is marked as
 * what the program ships from now on, when another was shipped in between.
 */
export function shipDrawing(drawing: {
	readonly id: string
	readonly process: string
	readonly bpmn: string
	readonly sha256: string
	readonly now: Date
}): RawBuilder<unknown> {
	const { id, process, bpmn, sha256, now } = drawing
	return sql`
		insert into matters.drawing as d (id, process, version, bpmn, sha256, published_at, shipped_at)
		select ${id}::uuid, ${process}::text, coalesce(max(version), 0) + 1, ${bpmn}::text, ${sha256}::text,
			${now}::timestamptz, ${now}::timestamptz
		from matters.drawing where process = ${process}
		on conflict (process, sha256) do update set shipped_at = excluded.shipped_at
		where d.shipped_at is null or exists (select from matters.drawing o
			where o.process = excluded.process and o.id <> d.id and o.shipped_at >= d.shipped_at)`
}
