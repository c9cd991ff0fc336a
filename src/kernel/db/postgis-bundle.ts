import {
	closeSync,
	existsSync,
	mkdirSync,
	openSync,
	readFileSync,
	readSync,
	renameSync,
	rmSync,
	statSync,
	writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import type { Extension } from '@electric-sql/pglite'
import { postgis as whole } from '@electric-sql/pglite-postgis'
import { projectFolder } from '../folder.ts'

/**
 * S17. PostGIS for the embedded database without what we never load: raster, topology, the geocoder and the scripts that
 * lead from older versions make two thirds of the package's archive, and each opening unpacked and compiled them all. What is
 * left is kept once beside what Node compiled, uncompressed; where that folder may not be written the package's own archive
 * is used.
 */
export const postgis: Extension = {
	...whole,
	async setup(pglite, options) {
		const own = await whole.setup(pglite, options)
		return own.bundlePath === undefined ? own : { ...own, bundlePath: await kept(own.bundlePath, cache) }
	},
}

const cache = join(projectFolder, 'node_modules', '.cache', 'seawall')

/** Entries of the archive that the extension `postgis` needs to be created and used. */
const needed =
	/^(lib\/postgresql\/postgis-3\.so|share\/proj\/.*|share\/postgresql\/extension\/postgis(\.control|--\d+\.\d+\.\d+\.sql))$/

/** Where the smaller archive of `source` stands; written first when it does not; `source` itself when it cannot be. */
export async function kept(source: URL, folder: string): Promise<URL> {
	try {
		const place = join(folder, `postgis-${markOf(fileURLToPath(source))}.tar.gz`)
		if (existsSync(place)) return pathToFileURL(place)
		const archive = only(await promisify(gunzip)(readFileSync(source)))
		mkdirSync(folder, { recursive: true })
		const making = `${place}.${process.pid}`
		try {
			// Level 0: reading more costs less than inflating at every start.
			writeFileSync(making, await promisify(gzip)(archive, { level: 0 }))
			renameSync(making, place)
		} finally {
			rmSync(making, { force: true })
		}
		return pathToFileURL(place)
	} catch {
		return source
	}
}

/** Checksum and length that end a gzip file: another version of the package has others. */
function markOf(path: string): string {
	const end = Buffer.alloc(8)
	const file = openSync(path, 'r')
	try {
		readSync(file, end, 0, 8, statSync(path).size - 8)
	} finally {
		closeSync(file)
	}
	return end.toString('hex')
}

const block = 512

/** The entries of a tar that are needed, as they are. Throws where library or control file is not among them. */
export function only(tar: Buffer): Buffer {
	const parts: Buffer[] = []
	const names = new Set<string>()
	for (let at = 0; at + block <= tar.length && tar[at] !== 0; ) {
		const text = (from: number, length: number) =>
			tar.toString('latin1', at + from, at + from + length).replace(/\0.*$/s, '')
		const size = Number.parseInt(text(124, 12).trim() || '0', 8)
		if (!Number.isSafeInteger(size)) throw new Error('not a tar')
		const end = at + block + Math.ceil(size / block) * block
		const name = [text(345, 155), text(0, 100)].filter((part) => part !== '').join('/')
		if (needed.test(name)) {
			parts.push(tar.subarray(at, end))
			names.add(name)
		}
		at = end
	}
	for (const name of [
		'lib/postgresql/postgis-3.so',
		'share/postgresql/extension/postgis.control',
		'share/proj/proj.db',
	])
		if (!names.has(name)) throw new Error(`no ${name}`)
	return Buffer.concat([...parts, Buffer.alloc(2 * block)])
}
