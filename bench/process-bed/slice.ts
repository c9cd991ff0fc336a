import { dirname } from 'node:path'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { performs } from '#kernel/act.ts'
import { act, resource } from '#kernel/contract/declare.ts'
import { id } from '#kernel/contract/scalars.ts'
import { beginProcess } from '#kernel/matters/process/api.ts'
import type { Slice } from '#kernel/slice.ts'

/** A slice of the bench's own: one act that opens a process, and the service its drawing asks. */

export const agency = '019aa000-0000-7000-8000-00000000be01'

const bench = resource({
	type: 'Bench',
	table: null,
	id: 'id',
	see: 'bench.process.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

const open = act({
	name: 'bench.process.open',
	summary: { en: 'Open a process', zh: '启动流程' },
	resource: bench,
	input: z.strictObject({ process: z.string() }),
	output: z.strictObject({ matter: id }),
	purpose: 'none',
	personal: [],
	example: { input: { process: 'bench.served' }, output: { matter: agency } },
})

const openAct = performs(open, {
	load: async () => ({
		subject: { resource: bench, id: agency, attributes: { agency } },
		row: null,
		version: null,
	}),
	async run(context, _row, { process }) {
		const { matter, messages } = await beginProcess(context, { kind: 'bench', process, agency, data: { n: 1 } })
		return { output: { matter }, fact: { matter }, messages, matter }
	},
})

export const benchSlice: Slice = {
	name: 'bench',
	folder: dirname(fileURLToPath(import.meta.url)),
	resources: [bench],
	acts: [openAct],
	views: [],
	services: { 'bench.look': async () => ({ data: { found: true } }) },
}
