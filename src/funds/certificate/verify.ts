import { canonical } from '#kernel/ledger/canonical.ts'
import { fromHex, hex, utf8 } from '#kernel/ledger/bytes.ts'
import { checkOpening, checkReceipt } from '#kernel/ledger/check.ts'
import { hashLeaf } from '#kernel/ledger/merkle.ts'
import { z } from 'zod'
import { type Certificate, certificate } from '../contract/certificate.ts'
import { proposeReturn } from '../contract/return.ts'
import { readData } from './data.ts'
import { resultOf, sha256Of, writeResult } from './result.ts'

/** What a check of a certificate found; `faults` is empty when all of it holds. */
export type Checked = {
	readonly faults: readonly string[]
	readonly certificate: Certificate | null
	/** Number of the entry, when its proof holds. */
	readonly entry: number | null
}

const what = z.object({
	name: z.literal(proposeReturn.name),
	fact: z.object({ data: z.string(), result: z.string(), number: z.string(), reading: z.string() }),
})
const leafText = z.object({ outcome: z.literal('done'), what: z.string() })

/**
 * F298. Checks a certificate against the data with nothing but the two files: that the data is the data, that the result
 * follows from it, and that the ledger held both before. `key`: the log's verifier key as the bureau gives it out; without
 * one the certificate's own is used, which shows only that it agrees with itself.
 */
export function checkCertificate(text: string, dataText: string, key?: string): Checked {
	const read = readCertificate(text)
	if (read === null) return { faults: ['this is not a trace certificate'], certificate: null, entry: null }
	const { faults, entry } = checkLedger(read, key)
	return { faults: [...checkRun(read, dataText), ...faults], certificate: read, entry }
}

function readCertificate(text: string): Certificate | null {
	try {
		return certificate.parse(JSON.parse(text))
	} catch {
		return null
	}
}

function checkRun(read: Certificate, dataText: string): string[] {
	const faults: string[] = []
	if (sha256Of(dataText) !== read.data.sha256) faults.push('the data is not what the certificate was made from')
	if (sha256Of(canonical(z.json().parse(read.result.body))) !== read.result.sha256)
		faults.push('the result in the certificate is not the one that was hashed')
	const data = readData(dataText)
	if ('fault' in data) return [...faults, data.fault]
	if (data.round !== read.round || data.reading !== read.rule.reading)
		faults.push('the data is of another round or another reading')
	try {
		const found = sha256Of(writeResult(resultOf(data)))
		if (found !== read.result.sha256) faults.push('another result follows from the data')
	} catch (error) {
		faults.push(error instanceof Error ? error.message : String(error))
	}
	return faults
}

function checkLedger({ ledger, data, result, round, rule }: Certificate, key?: string) {
	const leafHash = hashLeaf(utf8(ledger.leaf))
	const receipt = checkReceipt(ledger.receipt, leafHash, { log: key ?? ledger.log })
	if (!receipt.ok) return { faults: [`the ledger's proof does not hold: ${receipt.fault}`], entry: null }
	const faults: string[] = []
	const salt = fromHex(ledger.salt)
	const leaf = readJson(leafText, ledger.leaf)
	const said = readJson(what, ledger.what)
	const commitment = leaf === null ? null : fromHex(leaf.what)
	if (salt === null || commitment === null || !checkOpening(commitment, 'what', salt, ledger.what))
		faults.push('what the act said is not what the ledger committed to')
	if (
		said === null ||
		said.fact.data !== data.sha256 ||
		said.fact.result !== result.sha256 ||
		said.fact.number !== round ||
		said.fact.reading !== rule.reading
	)
		faults.push('the act in the ledger was of other data, another result, round or reading')
	return { faults, entry: faults.length === 0 ? receipt.index : null, leafHash: hex(leafHash) }
}

function readJson<T extends z.ZodType>(shape: T, text: string): z.output<T> | null {
	try {
		return shape.parse(JSON.parse(text))
	} catch {
		return null
	}
}
