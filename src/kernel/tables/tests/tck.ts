import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { isNum, numOf, toDouble } from '../feel/number.ts'
import { parseDate, parseDateTime, parseDuration, parseTime } from '../feel/time.ts'
import { isContext, isList, same, textOf, type Value } from '../feel/value.ts'
import { readModel } from '../model/model.ts'
import { type Element, readXml } from '../model/xml.ts'

/** The DMN technology compatibility kit (dmn-tck/tck), levels 2 and 3, where SEAWALL_ORACLES says it is; null elsewhere. */
export function findKit(): string | null {
	const folder = process.env['SEAWALL_ORACLES']
	if (folder === undefined) return null
	const archive = join(folder, 'process', 'dmn-tck-cl2-cl3.tar.xz')
	return existsSync(archive) ? archive : null
}

export type Outcome = { readonly passed: number; readonly total: number; readonly missed: readonly string[] }

/** Runs every result node of a level: passed, total and what was missed, by folder. */
export function runKit(archive: string, level: 2 | 3): ReadonlyMap<string, Outcome> {
	const files = unpacked(archive)
	const outcomes = new Map<string, Outcome>()
	const start = `compliance-level-${level}/`
	for (const [path, text] of files) {
		if (!path.startsWith(start) || !path.endsWith('.xml')) continue
		const folder = path.slice(start.length).split('/')[0] ?? ''
		const beside = [...files].filter(([other]) => other.startsWith(`${start}${folder}/`) && other.endsWith('.dmn'))
		const before = outcomes.get(folder) ?? { passed: 0, total: 0, missed: [] }
		const now = runSuite(readXml(text), new Map(beside.map(([name, dmn]) => [name.split('/').at(-1) ?? name, dmn])))
		outcomes.set(folder, {
			passed: before.passed + now.passed,
			total: before.total + now.total,
			missed: [...before.missed, ...now.missed],
		})
	}
	return outcomes
}

const named = (of: Element, tag: string) => of.inside.filter((one) => one.tag === tag)
const first = (of: Element, tag: string) => named(of, tag)[0] ?? null

function runSuite(suite: Element, files: ReadonlyMap<string, string>): Outcome {
	const main = (first(suite, 'modelName')?.text ?? '').trim()
	const others = [...files].filter(([name]) => name !== main).map(([, dmn]) => dmn)
	const model = readModel(main, files.get(main) ?? '', others)
	let [passed, total] = [0, 0]
	const missed: string[] = []
	for (const test of named(suite, 'testCase')) {
		const facts = Object.fromEntries(named(test, 'inputNode').map((one) => [one.at['name'] ?? '', valueOf(one)]))
		for (const result of named(test, 'resultNode')) {
			const name = result.at['name'] ?? ''
			const expected = first(result, 'expected')
			const wanted = expected === null ? null : valueOf(expected)
			const said = answer(model, test, name, facts)
			total += 1
			if (typeof said !== 'string' && near(said.value, wanted)) passed += 1
			else
				missed.push(
					`${test.at['id']} ${name}: ${textOf(wanted)}, not ${typeof said === 'string' ? said : textOf(said.value)}`,
				)
		}
	}
	return { passed, total, missed }
}

type Said = { readonly value: Value } | string

function answer(model: ReturnType<typeof readModel>, test: Element, name: string, facts: Record<string, Value>): Said {
	const service = test.at['type'] === 'decisionService' ? test.at['invocableName'] : undefined
	try {
		const value = model.evaluate({ facts, wanted: [service ?? name] }).values.get(service ?? name) ?? null
		return { value: service !== undefined && isContext(value) && value.has(name) ? (value.get(name) ?? null) : value }
	} catch (error) {
		return error instanceof Error ? error.message : String(error)
	}
}

function valueOf(node: Element): Value {
	const list = first(node, 'list')
	if (list !== null) return list.at['nil'] === 'true' ? null : named(list, 'item').map(valueOf)
	const parts = named(node, 'component')
	if (parts.length > 0) return new Map(parts.map((one) => [one.at['name'] ?? '', valueOf(one)]))
	const value = first(node, 'value')
	if (value === null || value.at['nil'] === 'true') return null
	const text = value.text
	switch ((value.at['type'] ?? '').replace(/^.*:/, '')) {
		case 'boolean':
			return text.trim() === 'true'
		case 'decimal':
		case 'double':
		case 'integer':
		case 'int':
			return numOf(text.trim())
		case 'date':
			return parseDate(text.trim())
		case 'time':
			return parseTime(text.trim())
		case 'dateTime':
			return parseDateTime(text.trim())
		case 'duration':
			return parseDuration(text.trim())
		default:
			return text
	}
}

/** Equal, numbers to eight digits: the kit writes what binary floats gave its authors. */
function near(a: Value, b: Value): boolean {
	if (isNum(a) && isNum(b)) {
		const [x, y] = [toDouble(a), toDouble(b)]
		return Math.abs(x - y) <= 1e-8 * Math.max(1, Math.abs(x), Math.abs(y))
	}
	if (isList(a) && isList(b)) return a.length === b.length && a.every((item, n) => near(item, b[n] ?? null))
	if (isContext(a) && isContext(b))
		return a.size === b.size && [...a].every(([key, value]) => b.has(key) && near(value, b.get(key) ?? null))
	return same(a, b)
}

/** The files of an archive by path, unpacked beside nothing and taken away again. */
function unpacked(archive: string): ReadonlyMap<string, string> {
	const folder = mkdtempSync(join(tmpdir(), 'dmn-kit-'))
	try {
		execFileSync('tar', ['xJf', archive, '-C', folder])
		const paths = readdirSync(folder, { recursive: true, encoding: 'utf8' })
		const files = paths.filter((path) => /\.(?:dmn|xml)$/.test(path))
		return new Map(files.sort().map((path) => [path.replaceAll('\\', '/'), readFileSync(join(folder, path), 'utf8')]))
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}
