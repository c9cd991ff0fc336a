import { sql } from 'kysely'
import type { Tx } from '#kernel/db/schema.ts'
import type { Facts, HazardKind } from '../contract.ts'
import en from '../words/en.json' with { type: 'json' }
import zh from '../words/zh.json' with { type: 'json' }

const english: Readonly<Record<string, string>> = en
const chinese: Readonly<Record<string, string>> = zh

/** Facts a crew must know before it arrives, in words: what is known and not good news. */
export function factFlags(facts: Facts): { en: string; zh: string }[] {
	const keys = [
		...(facts.weapon === 'none' || facts.weapon === 'unknown' ? [] : [`weapon.${facts.weapon}`]),
		...(facts.hurt === 'none' || facts.hurt === 'unknown' ? [] : [`hurt.${facts.hurt}`]),
		...(facts.ongoing === 'yes' ? ['ongoing.yes'] : []),
	]
	const flags = keys.map((key) => ({
		en: english[`dispatch.fact.${key}`] ?? key,
		zh: chinese[`dispatch.fact.${key}`] ?? key,
	}))
	if (facts.vulnerable === 'yes') flags.push({ en: 'Someone who cannot help themselves', zh: '有不能自理的人' })
	return flags
}

/** D173. A hazard of the address, in words. */
export function hazardFlag(kind: HazardKind): { en: string; zh: string } {
	const say = (words: Readonly<Record<string, string>>) =>
		(words['dispatch.hazard.here'] ?? '{{kind}}').replace('{{kind}}', words[`dispatch.hazard.${kind}`] ?? kind)
	return { en: say(english), zh: say(chinese) }
}

/** D284. Why the callers of an incident are written to and not rung, for the crew that goes there. */
export async function unspokenFlags(tx: Tx, incident: string): Promise<{ en: string; zh: string }[]> {
	const { rows } = await sql<{ unspoken: string }>`select distinct c.unspoken from dispatch.call c
		where c.incident_id = ${incident} and c.unspoken is not null order by c.unspoken`.execute(tx)
	return rows.map(({ unspoken }) => ({
		en: english[`dispatch.unspoken.${unspoken}`] ?? unspoken,
		zh: chinese[`dispatch.unspoken.${unspoken}`] ?? unspoken,
	}))
}
