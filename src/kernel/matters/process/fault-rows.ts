import { type RawBuilder, sql } from 'kysely'
import { newId } from '#kernel/ids.ts'
import type { State, Token } from './state.ts'

/** M54. Which tokens newly stand still, stand still for another reason, and no longer do. */
export type FaultChanges = {
	readonly fresh: readonly Token[]
	readonly again: readonly Token[]
	readonly gone: readonly number[]
}

export function faultChanges(before: State, after: State): FaultChanges {
	const had = new Map(before.tokens.filter(isFaulty).map((token) => [token.id, token]))
	const has = after.tokens.filter(isFaulty)
	const still = new Set(has.map((token) => token.id))
	return {
		fresh: has.filter((token) => !had.has(token.id)),
		again: has.filter((token) => {
			const old = had.get(token.id)
			return old !== undefined && textOf(old) !== textOf(token)
		}),
		gone: [...had.keys()].filter((id) => !still.has(id)),
	}
}

function isFaulty(token: Token): boolean {
	return token.state === 'fault'
}

function textOf({ element, fault }: Token): string {
	return JSON.stringify([element, fault])
}

type Of = { readonly instance: string; readonly matter: string; readonly now: Date }
/** Agency and kind of a matter that is being opened in the same statement, and so cannot be read yet. */
type Owner = { readonly agency: string; readonly kind: string } | null

/** The parts of a statement that write the changes; a part with nothing to write is left out. */
export function faultParts(
	{ fresh, again, gone }: FaultChanges,
	of: Of,
	owner: Owner,
	resumed: number | null,
): readonly RawBuilder<unknown>[] {
	return [
		...(fresh.length > 0 ? [freshFaults(fresh, of, owner)] : []),
		...(again.length > 0 ? [sameFaults(again, of)] : []),
		...(gone.length > 0 ? [goneFaults(gone, of, resumed)] : []),
	]
}

function rowsOf(tokens: readonly Token[], now: Date): string {
	return JSON.stringify(
		tokens.map(({ id, element, fault }) => ({
			id: newId(now.getTime()),
			token: id,
			element,
			rule: fault?.rule ?? 'M26',
			sentence: fault?.sentence ?? '',
		})),
	)
}

/** A service of ours that failed leaves with its fault how often and when it was tried: its wait goes with this statement. */
function freshFaults(tokens: readonly Token[], { instance, matter, now }: Of, owner: Owner): RawBuilder<unknown> {
	const own =
		owner === null
			? sql`(select agency_id, kind from matters.matter where id = ${matter}::uuid)`
			: sql`(select ${owner.agency}::uuid as agency_id, ${owner.kind}::text as kind)`
	return sql`fault_put as (
		insert into matters.process_fault (id, matter_id, agency_id, kind, instance_id, token, element, rule, sentence, tries, tried,
			stood_at)
		select f.id, ${matter}::uuid, own.agency_id, own.kind, ${instance}::uuid, f.token, f.element, f.rule, f.sentence,
			coalesce(w.tries, 0), case when w.n is null then '[]' else
				coalesce(w.tried, '[]') || jsonb_build_array(jsonb_build_object('at', ${now.toISOString()}::text, 'why', f.sentence)) end,
			${now}::timestamptz
		from jsonb_to_recordset(${rowsOf(tokens, now)}::text::jsonb)
			as f (id uuid, token integer, element text, rule text, sentence text)
			cross join ${own} as own
			left join matters.process_wait w on f.rule = 'M26' and w.instance_id = ${instance}::uuid and w.token = f.token
				and w.element = f.element and w.kind = 'service' and w.tries > 0
	)`
}

/** Whoever was named to see to it still is. */
function sameFaults(tokens: readonly Token[], { instance, now }: Of): RawBuilder<unknown> {
	return sql`fault_same as (
		update matters.process_fault p set element = f.element, rule = f.rule, sentence = f.sentence, version = version + 1
		from jsonb_to_recordset(${rowsOf(tokens, now)}::text::jsonb) as f (token integer, element text, rule text, sentence text)
		where p.instance_id = ${instance}::uuid and p.token = f.token and p.closed_at is null
	)`
}

function goneFaults(gone: readonly number[], { instance, now }: Of, resumed: number | null): RawBuilder<unknown> {
	return sql`fault_gone as (
		update matters.process_fault set closed_at = greatest(stood_at, ${now}::timestamptz), version = version + 1,
			closed_how = case when token = ${resumed}::integer then 'resumed' else 'passed' end
		where instance_id = ${instance}::uuid and closed_at is null
			and token in (select jsonb_array_elements_text(${JSON.stringify(gone)}::text::jsonb)::integer)
	)`
}
