import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { projectFolder } from '#kernel/folder.ts'
import { addressOf } from './demo-server.ts'
import { percentile, type Row, row } from './row.ts'

/** How long the first start and later starts take until the page answers, and how large the pages are. */
export async function* run(): AsyncIterable<Row> {
	const folder = mkdtempSync(join(tmpdir(), 'seawall-bench-'))
	try {
		yield row('start/first', 's', await timedStart(folder), 's', { name: 'goal', value: 20 })
		const later: number[] = []
		for (let i = 0; i < 3; i += 1) later.push(await timedStart(folder))
		yield row('start/later', 's', percentile(later, 0.5), 's', { name: 'goal', value: 5 })
		const web = join(folder, 'web')
		yield row('start/bundle-desk', 'kb', bundleKb(web, 'index.html', 'Desk'), 'kb', { name: 'goal', value: 1000 })
		yield row('start/bundle-phone', 'kb', bundleKb(web, 'unit.html'), 'kb', { name: 'goal', value: 300 })
	} finally {
		rmSync(folder, { recursive: true, force: true })
	}
}

/** Seconds from the command to a page and a ready engine; the server is then stopped. */
async function timedStart(folder: string): Promise<number> {
	const from = performance.now()
	const server = spawn(process.execPath, [join(projectFolder, 'bin', 'seawall.mjs'), 'start'], {
		env: {
			...process.env,
			DATABASE_URL: '',
			SEAWALL_DATA: join(folder, 'data'),
			SEAWALL_WEB: join(folder, 'web'),
			PORT: '0',
		},
		stdio: ['ignore', 'pipe', 'inherit'],
	})
	const address = await addressOf(server)
	const page = await fetch(address)
	const ready = await fetch(`${address}/health/ready`)
	const seconds = (performance.now() - from) / 1000
	server.kill('SIGTERM')
	await new Promise((resolve) => server.once('exit', resolve))
	if (!page.ok || !ready.ok) throw new Error(`the started server answered ${page.status} and ${ready.status}`)
	return seconds
}

/**
 * Gzip kilobytes of what a page loads until it can be worked on: its script and styles, what that imports statically, and
 * the chunk of its first screen (`screen`: how its name begins) with all that chunk waits for. The map is a chunk of its
 * own, loaded when the queue already works, and is not counted.
 */
function bundleKb(web: string, page: string, screen?: string): number {
	const wanted = new Set<string>()
	const take = (file: string | undefined): void => {
		if (file === undefined || wanted.has(file)) return
		wanted.add(file)
		if (file.endsWith('.js')) follow(readFileSync(join(web, 'assets', file), 'utf8'))
	}
	const follow = (text: string): void => {
		for (const match of text.matchAll(
			/(?:(?:src|href)="\/assets\/([^"]+\.(?:js|css))")|(?:(?:from|import)\s*["'`]\.\/([^"'`]+\.js)["'`])/g,
		))
			take(match[1] ?? match[2])
	}
	follow(readFileSync(join(web, page), 'utf8'))
	if (screen !== undefined) for (const file of screenFiles(web, [...wanted], screen)) take(file)
	let bytes = 0
	for (const file of wanted) bytes += gzipSync(readFileSync(join(web, 'assets', file))).length
	return bytes / 1024
}

/** The chunk of a lazy screen and what it waits for, as the built page itself says: `import(chunk)` with places in its list. */
function screenFiles(web: string, scripts: readonly string[], screen: string): string[] {
	for (const script of scripts.filter((file) => file.endsWith('.js'))) {
		const text = readFileSync(join(web, 'assets', script), 'utf8')
		const asked = new RegExp(`import\\(["'\`]\\./${screen}-[^)]*\\).{0,80}?__vite__mapDeps\\(\\[([\\d,]+)\\]`).exec(
			text,
		)
		const list = /m\.f=\[([^\]]*)\]/.exec(text)
		if (asked === null || list === null) continue
		const files = [...(list[1] ?? '').matchAll(/"assets\/([^"]+)"/g)].map((match) => match[1] ?? '')
		return (asked[1] ?? '').split(',').flatMap((place) => files[Number(place)] ?? [])
	}
	throw new Error(`no script of the page loads a screen ${screen}: the measure would leave it out`)
}
