import { readFile } from 'node:fs/promises'
import { parseArgs } from 'node:util'
import { checkCertificate } from '#funds/certificate/verify.ts'
import { type Command, UsageFault } from './command.ts'

export const command: Command = {
	usage: 'verify FILE --data DATA.jsonl [--key VKEY]',
	summary: `Runs a trace certificate again from its two files, without a database or a network: that the data is the data, that
the result follows from it, and that the ledger held both when the return was proposed. --key: the ledger's verifier
key as the bureau gives it out; without it the certificate's own is used.`,
	async run([verb, ...args]) {
		if (verb !== 'verify') throw new UsageFault('Say verify.')
		const { values, positionals } = parseArgs({
			args,
			options: { data: { type: 'string' }, key: { type: 'string' } },
			allowPositionals: true,
		})
		const [file, ...more] = positionals
		if (file === undefined || more.length > 0 || values.data === undefined)
			throw new UsageFault('Name the certificate, and its data with --data.')
		const [text, data] = await Promise.all([read(file), read(values.data)])
		const found = checkCertificate(text, data, values.key)
		const told = {
			holds: found.faults.length === 0,
			faults: found.faults,
			round: found.certificate?.round ?? null,
			entry: found.entry,
			key: values.key === undefined ? 'of the certificate' : 'given',
			notShown: found.certificate?.notShown ?? null,
		}
		process.stdout.write(`${JSON.stringify(told, null, '\t')}\n`)
		return found.faults.length === 0 ? 0 : 1
	},
}

const read = (file: string): Promise<string> =>
	readFile(file, 'utf8').catch(() => {
		throw new UsageFault(`There is no file ${file}.`)
	})
