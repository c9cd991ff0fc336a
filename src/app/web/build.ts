import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { copyFile, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { join, relative } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import type { InlineConfig } from 'vite'

/** Builds the web app: the server calls it at first start, when nothing is built or a web source has changed. */

const root = join(import.meta.dirname, '../../..')

/** Pages with an entry of their own. The server answers `/unit`, `/follow`, `/fraud`, `/given-back`, `/text`, `/warnings` and `/parts` with them, all else with `index`. */
export const pages = ['index', 'unit', 'follow', 'fraud', 'given-back', 'text', 'warnings', 'parts'] as const

/** Placeholder in built pages; the server puts the response's nonce in its place, everywhere it stands. */
export const noncePlaceholder = '__NONCE__'

/** What the development server asks of Seawall itself; the host stays, for a request from another site is refused. */
const proxied = ['^/api/', '^/map/', '^/ledger/', '^/calls/', '^/health/'] as const
const serverAddress = (): string => `http://localhost:${process.env.PORT ?? 8080}`

/** Vite's options without plugins: shared by `buildWeb` and the development server. */
export function webOptions(outDir = join(root, 'dist/web')): InlineConfig {
	return {
		root: join(root, 'src/app/web'),
		base: '/',
		publicDir: false,
		html: { cspNonce: noncePlaceholder },
		cacheDir: join(root, 'node_modules/.vite'),
		build: {
			outDir,
			emptyOutDir: true,
			target: 'es2022',
			sourcemap: false,
			reportCompressedSize: false,
			modulePreload: { polyfill: false },
			assetsInlineLimit: 0,
			rolldownOptions: {
				input: Object.fromEntries(pages.map((page) => [page, join(root, 'src/app/web', `${page}.html`)])),
			},
			chunkSizeWarningLimit: 1500,
		},
		server: { proxy: Object.fromEntries(proxied.map((path) => [path, { target: serverAddress() }])), port: 5173 },
	}
}

/** Files a build depends on: all of `src` a browser may import, the lock file and this configuration. */
const kinds = /\.(tsx?|js|css|json|html|svg|dmn)$/
const outside = /(^|\/)(tests|migrations|jobs|acts|views)\//

/** Hash of everything the built app is made of. */
export function sourceHash(): string {
	const hash = createHash('sha256')
	const entries = readdirSync(join(root, 'src'), { recursive: true, withFileTypes: true })
	const files = entries
		.filter((entry) => entry.isFile() && kinds.test(entry.name))
		.map((entry) => join(entry.parentPath, entry.name))
		.filter((file) => !outside.test(relative(root, file)))
	for (const file of [...files, join(root, 'package-lock.json'), join(root, 'vite.config.ts')].sort()) {
		hash.update(relative(root, file)).update('\0').update(readFileSync(file))
	}
	return hash.digest('hex')
}

const stamp = 'sources.sha256'

/** Whether what stands in `outDir` was built from the sources as they are. About 30 ms. */
export function isFresh(outDir: string): boolean {
	try {
		return readFileSync(join(outDir, stamp), 'utf8') === sourceHash()
	} catch {
		return false
	}
}

const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

/** Writes `.br` and `.gz` beside every text asset: the server sends them as they are. */
async function compress(folder: string): Promise<void> {
	const names = (await readdir(folder)).filter((name) => /\.(js|mjs|css|svg|json)$/.test(name))
	await Promise.all(
		names.map(async (name) => {
			const file = join(folder, name)
			const bytes = await readFile(file)
			const [small, wide] = await Promise.all([
				brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 6 } }),
				zip(bytes, { level: 6 }),
			])
			await Promise.all([writeFile(`${file}.br`, small), writeFile(`${file}.gz`, wide)])
		}),
	)
}

export type BuildOptions = {
	readonly outDir: string
	/** Called with a short sentence as each step begins. */
	readonly onProgress?: (step: string) => void
}

/**
 * Builds into `outDir`. About two seconds on two cores. Throws Vite's error when a source does not compile; what stood
 * there before is then gone, and the next start tries again.
 */
export async function buildWeb({
	outDir,
	onProgress = () => undefined,
}: BuildOptions): Promise<{ readonly seconds: number }> {
	const begun = performance.now()
	const hash = sourceHash()
	onProgress('Building the screens')
	await rm(join(outDir, stamp), { force: true })
	const [{ build }, { default: react }] = await Promise.all([import('vite'), import('@vitejs/plugin-react')])
	await build({ ...webOptions(outDir), configFile: false, logLevel: 'error', plugins: [react()] })
	await compress(join(outDir, 'assets'))
	// Read as it stands: a worker has one address for ever.
	await copyFile(join(root, 'src/app/web/unit-worker.js'), join(outDir, 'unit-worker.js'))
	await writeFile(join(outDir, stamp), hash)
	const seconds = (performance.now() - begun) / 1000
	onProgress(`Screens built in ${seconds.toFixed(1)} s`)
	return { seconds }
}
