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
