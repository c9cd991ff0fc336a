import { readFile } from 'node:fs/promises'
import { checkSample } from '#dispatch'
import { type Command, onlyArgument, UsageFault } from './command.ts'

export const command: Command = {
	usage: 'FILE.json',
	summary: 'Draws a weekly sample again from what dispatch.sample.show answered, without a server (D232).',
	async run(args) {
		const file = onlyArgument(args, 'FILE.json, the answer of dispatch.sample.show')
		const text = await readFile(file, 'utf8').catch(() => null)
		if (text === null) throw new UsageFault(`There is no file ${file}.`)
		const checked = checkSample(text)
		if (checked === null) throw new UsageFault(`${file} holds no answer of dispatch.sample.show with a sample in it.`)
		const { again, population, root, treeSize, missing, added } = checked
		for (const incident of missing) process.stdout.write(`drawn, but not in the sample: ${incident}\n`)
		for (const incident of added) process.stdout.write(`in the sample, but not drawn: ${incident}\n`)
		if (missing.length + added.length > 0) return 1
		process.stdout.write(`The same ${again.length} of ${population} are drawn; root ${root}, tree size ${treeSize}.\n`)
		return 0
	},
}
