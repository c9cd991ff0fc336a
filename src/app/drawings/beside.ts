import { readdir, readFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { type Data, type Model, type Reading, readProcesses } from '#kernel/matters/process/api.ts'
import { FeelStopped, plainAnswer, readModel, TableFault } from '#kernel/tables/api.ts'

/** Text of an XML file in the encoding it declares, UTF-8 when it declares none that is known. */
export async function readXml(file: string): Promise<string> {
	const bytes = await readFile(file)
	const declared = /^[^>]*\sencoding=["']([\w.:-]+)["']/.exec(bytes.subarray(0, 200).toString('latin1'))?.[1]
	try {
		return new TextDecoder(wide(bytes) ?? declared).decode(bytes)
	} catch {
		return new TextDecoder().decode(bytes)
	}
}

/** UTF-16 as its first two bytes say (XML 1.0, 4.3.3), or null. */
function wide(bytes: Uint8Array): string | null {
	if (bytes[0] === 0xff && bytes[1] === 0xfe) return 'utf-16le'
	return bytes[0] === 0xfe && bytes[1] === 0xff ? 'utf-16be' : null
}

/** Every process that may be called, by id: of the file itself first, then of the drawings beside it. */
export async function processesBeside(file: string, reading: Reading): Promise<ReadonlyMap<string, Model>> {
	const callable = new Map<string, Model>()
	const keep = ({ processes }: Reading) => {
		for (const one of processes) if (one.faults.length === 0 && !callable.has(one.id)) callable.set(one.id, one.model)
	}
	keep(reading)
	const wanted = asked(reading, 'CallActivity')
	if (wanted.every((id) => callable.has(id))) return callable
	for (const text of await textsBeside(file, '.bpmn')) keep(await readProcesses(text))
	return callable
}

/** What the rule tables beside a drawing decide: by a decision's id or name; null when there is none or it cannot decide. */
export async function tablesBeside(file: string, reading: Reading): Promise<(table: string, data: Data) => unknown> {
	const texts = asked(reading, 'BusinessRuleTask').length === 0 ? [] : await textsBeside(file, '.dmn')
	return (table, data) => {
		for (const text of texts) {
			const name = decisionIn(text, table)
			if (name !== null) return decide(text, name, data)
		}
		return null
	}
}

/** The name of the decision a file holds under an id or name. */
function decisionIn(text: string, table: string): string | null {
	for (const [tag] of text.matchAll(/<(?:[\w-]+:)?decision\s[^>]*>/g)) {
		const [id, name] = ['id', 'name'].map((key) => new RegExp(`\\s${key}="([^"]*)"`).exec(tag)?.[1])
		if (id === table || name === table) return name ?? null
	}
	return null
}

function decide(text: string, name: string, data: Data): unknown {
	try {
		const answer = readModel(name, text).evaluate({ facts: data, wanted: [name] })
		return plainAnswer(answer)[name] ?? null
	} catch (error) {
		if (error instanceof TableFault || error instanceof FeelStopped) return null
		throw error
	}
}

function asked(reading: Reading, type: string): readonly string[] {
	const elements = reading.processes.flatMap(({ model }) => [...model.elements.values()])
	return elements.flatMap((element) => (element.type === type && element.asks !== null ? [element.asks] : []))
}

async function textsBeside(file: string, ending: string): Promise<readonly string[]> {
	const folder = dirname(file)
	const names = (await readdir(folder)).filter((name) => name.endsWith(ending) && name !== basename(file)).sort()
	return Promise.all(names.map((name) => readXml(join(folder, name))))
}
