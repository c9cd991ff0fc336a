import * as cedar from '@cedar-policy/cedar-wasm/nodejs'
import type { DetailedError } from '@cedar-policy/cedar-wasm/nodejs'
import type { FaultShape } from './contract.ts'
import { houseFaults } from './check.ts'
import { guarded, PolicyFault } from './policy.ts'
import { admitted, tooDeep } from './published.ts'
import { schemaOf, type Vocabulary } from './schema.ts'
import { sentenceOf } from './sentences.ts'

/**
 * P18. Everything wrong with a bureau's rule as written, each with its line (from 1, where it is known) and a sentence.
 * Empty: it may be proposed.
 */
export function faultsOf(text: string, words: Vocabulary): FaultShape[] {
	// P17. Measured before Cedar reads it.
	const deep = tooDeep(text)
	if (deep !== null) return [{ line: null, ...sentenceOf(deep) }]
	try {
		const unread = unreadable(text)
		if (unread.length > 0) return unread
		const policy = admitted({ text, bureau: '', from: 0, until: null }, words)
		const invalid = validated(text, words)
		return invalid.length > 0
			? invalid
			: houseFaults(policy, words).map((said) => ({ line: headLine(text), ...sentenceOf(said) }))
	} catch (error) {
		if (!(error instanceof PolicyFault)) throw error
		return error.faults.map((said) => ({ line: lineNaming(text, said), ...sentenceOf(said) }))
	}
}

function unreadable(text: string): FaultShape[] {
	const parts = guarded(() => cedar.policySetTextToParts(text), 'published')
	return parts.type === 'failure' ? parts.errors.map((error) => located(text, error)) : []
}

function validated(text: string, words: Vocabulary): FaultShape[] {
	const answer = guarded(
		() =>
			cedar.validate({
				schema: schemaOf(words),
				policies: { staticPolicies: { it: text } },
				validationSettings: { mode: 'strict' },
			}),
		'published',
	)
	if (answer.type === 'failure') return answer.errors.map((error) => located(text, error))
	// A warning of a rule that is wrong says again what its errors say.
	const kept = answer.validationErrors.length > 0 ? answer.validationErrors : answer.validationWarnings
	return kept.map(({ error }) => located(text, error))
}

function located(text: string, error: DetailedError): FaultShape {
	const [place] = error.sourceLocations ?? []
	const expected = [...(place?.label ?? '').matchAll(/`(.+?)`/g)].map((match) => match[1] ?? '')
	return { line: place === undefined ? null : lineAt(text, place.start), ...sentenceOf(error.message, expected) }
}

/** Cedar counts bytes of UTF-8. What stands at the very end is on the last line that has something. */
function lineAt(text: string, byte: number): number {
	const before = Buffer.from(text).subarray(0, byte).toString()
	return (byte >= Buffer.byteLength(text) ? before.trimEnd() : before).split('\n').length
}

/** The line on which an act named in the fault stands; else the rule's head. */
function lineNaming(text: string, said: string): number | null {
	const name = /[a-z]+(?:\.[a-z-]+){1,3}/.exec(said.replace(/^published: /, ''))?.[0]
	const at = name === undefined ? -1 : text.indexOf(`"${name}"`)
	if (at >= 0) return lineAt(text, Buffer.byteLength(text.slice(0, at)))
	return /@id|must begin with B-/.test(said) ? 1 : headLine(text)
}

function headLine(text: string): number | null {
	const at = text.search(/\b(?:permit|forbid)\b/)
	return at < 0 ? null : text.slice(0, at).split('\n').length
}
