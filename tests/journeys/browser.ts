import { type ChildProcess, spawn } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import AxeBuilder from '@axe-core/playwright'
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core'
import { projectFolder } from '#kernel/folder.ts'
import { chromiumArguments, findChromium } from '../chromium.ts'

/** A real server with a data folder of its own, and a real browser before it. */
export type Stage = {
	readonly address: string
	/** A window of someone signed in at a demo post; `nobody` is not signed in. */
	window(who: Post | 'nobody', look: Look): Promise<Page>
	close(): Promise<void>
}

export type Language = 'en' | 'zh'
export type Look = {
	readonly language: Language
	readonly theme: 'light' | 'dark'
	readonly size: readonly [width: number, height: number]
}
/** A demo post: its kind and its agency's code, or who crews a unit. */
export type Post = { readonly kind: string; readonly agency: string } | { readonly unit: string }

/** Key of the exchange; a demo server that runs already must hold the same. */
const exchangeKey = 'the-exchange-of-a-journey'

/** Why journeys cannot run here, or null when they can. */
export const noBrowser: string | null =
	findChromium() === null ? 'no Chromium: set SEAWALL_CHROMIUM or install it at a usual path' : null

/**
 * Starts the server on a free port with a data folder as a first start leaves it, and opens the browser. While writing a
 * journey, SEAWALL_JOURNEY_ADDRESS names a demo server that runs already; it is used as it is and left running.
 */
export async function openStage(): Promise<Stage> {
	const executablePath = findChromium()
	if (executablePath === null) throw new Error('There is no Chromium to drive.')
	const standing = process.env['SEAWALL_JOURNEY_ADDRESS']
	if (standing !== undefined) {
		const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] })
		return {
			address: standing,
			window: (who, look) => openWindow(browser, standing, who, look),
			close: () => browser.close(),
		}
	}
	const data = mkdtempSync(join(tmpdir(), 'seawall-journey-'))
	await begun(data)
	const { child, address } = await startServer(data)
	const browser = await chromium.launch({ executablePath, args: [...chromiumArguments] })
	return {
		address,
		window: (who, look) => openWindow(browser, address, who, look),
		async close() {
			await browser.close()
			await stopServer(child)
			rmSync(data, { recursive: true, force: true })
		},
	}
}

/** Runs one command of `seawall` to its end and gives what it printed. */
export async function command(
	args: readonly string[],
): Promise<{ readonly code: number | null; readonly out: string }> {
	const child = spawn(process.execPath, [join(projectFolder, 'bin', 'seawall.mjs'), ...args], { cwd: projectFolder })
	let out = ''
	child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
	child.stderr.on('data', (chunk: Buffer) => (out += chunk.toString()))
	const code = await new Promise<number | null>((resolve) => child.once('exit', resolve))
	return { code, out }
}

function startServer(data: string): Promise<{ child: ChildProcess; address: string }> {
	const { DATABASE_URL: _database, ...environment } = process.env
	const child = spawn(process.execPath, [join(projectFolder, 'bin', 'seawall.mjs'), 'start'], {
		cwd: projectFolder,
		env: { ...environment, PORT: '0', SEAWALL_DATA: data, SEAWALL_TELEPHONY_KEY: exchangeKey },
	})
	return new Promise((resolve, reject) => {
		let said = ''
		const hear = (chunk: Buffer) => {
			said += chunk.toString()
			const address = /Seawall is at (http:\S+)/.exec(said)?.[1]
			if (address !== undefined) resolve({ child, address })
		}
		child.stdout.on('data', hear)
		child.stderr.on('data', hear)
		child.once('exit', (code) => reject(new Error(`The server ended with ${code}:\n${said}`)))
	})
}

async function stopServer(child: ChildProcess): Promise<void> {
	const ended = new Promise((resolve) => child.once('exit', resolve))
	child.kill('SIGTERM')
	await ended
}

/**
 * Fills a data folder as a first start leaves it. Where `npm test` names a place (SEAWALL_JOURNEY_BEGUN) the first journey
 * starts there once, and all copy it, so that a run sets the demo up once (about 20 s) and not each time.
 */
async function begun(data: string): Promise<void> {
	const place = process.env['SEAWALL_JOURNEY_BEGUN']
	if (place === undefined) return
	if (!existsSync(place)) await stopServer((await startServer(place)).child)
	cpSync(place, data, { recursive: true })
}

type DemoPost = { readonly post: string; readonly kind: string; readonly unit: string | null; readonly sworn: boolean }
type DemoAgency = { readonly agency: { readonly code: string }; readonly posts: readonly DemoPost[] }

async function openWindow(browser: Browser, address: string, who: Post | 'nobody', look: Look): Promise<Page> {
	const [width, height] = look.size
	const context = await browser.newContext({
		viewport: { width, height },
		locale: look.language === 'zh' ? 'zh-CN' : 'en-GB',
		deviceScaleFactor: width < 500 ? 2 : 1,
		reducedMotion: 'reduce',
	})
	context.setDefaultTimeout(45_000)
	await context.addInitScript(
		([language, theme]) => {
			localStorage.setItem('seawall.language', language ?? 'en')
			localStorage.setItem('seawall.theme', theme ?? 'light')
		},
		[look.language, look.theme],
	)
	if (who !== 'nobody') await signIn(context, address, who, look.language)
	return context.newPage()
}

async function signIn(context: BrowserContext, address: string, who: Post, language: Language): Promise<void> {
	const answer = await context.request.get(`${address}/api/views/identity.demo.people`)
	const read: { output: { agencies: readonly DemoAgency[] } } = await answer.json()
	const posts = read.output.agencies.flatMap(({ agency, posts: held }) =>
		held.map((post) => ({ ...post, agency: agency.code })),
	)
	const found =
		'unit' in who
			? (posts.find((post) => post.unit === who.unit && post.sworn) ?? posts.find((post) => post.unit === who.unit))
			: posts.find((post) => post.kind === who.kind && post.agency === who.agency)
	if (found === undefined) throw new Error(`The demo has no ${JSON.stringify(who)}`)
	const opened = await context.request.post(`${address}/api/acts/identity.session.open`, {
		data: { input: { keys: { method: 'demo', post: found.post }, locale: language } },
		headers: { 'idempotency-key': `journey-${crypto.randomUUID()}`, origin: address },
	})
	if (!opened.ok()) throw new Error(`Signing in was answered ${opened.status()}: ${await opened.text()}`)
}

/** A call rings at a bureau's desk, as its exchange tells it over HTTP. The page is of anyone signed in there. */
export async function ring(page: Page, address: string, bureau: string, line: string, number: string): Promise<void> {
	const answer = await page.request.get(`${address}/api/views/identity.agency.tree`)
	const read: { output: { agencies: readonly { id: string; code: string }[] } } = await answer.json()
	const agency = read.output.agencies.find(({ code }) => code === bureau)?.id
	await tellExchange(address, { event: 'ring', agency, reference: crypto.randomUUID(), line, number })
}

/** An event of a line, as the exchange tells it. */
export async function tellExchange<O>(address: string, event: Readonly<Record<string, unknown>>): Promise<O> {
	const told = await fetch(`${address}/calls/telephony`, {
		method: 'POST',
		headers: { authorization: `Bearer ${exchangeKey}`, 'content-type': 'application/json' },
		body: JSON.stringify(event),
	})
	if (!told.ok) throw new Error(`The exchange was answered ${told.status}: ${await told.text()}`)
	const read = (await told.json()) as { output: O }
	return read.output
}

/** What a view shows to the one signed in on the page. */
export async function view<O>(page: Page, { address }: Stage, query: string): Promise<O> {
	const answer = await page.request.get(`${address}/api/views/${query}`)
	if (!answer.ok()) throw new Error(`${query} was answered ${answer.status()}: ${await answer.text()}`)
	const read: { output: O } = await answer.json()
	return read.output
}

/** Performs an act as the one signed in on the page. */
export async function perform<O>(page: Page, { address }: Stage, act: string, input: object): Promise<O> {
	const answer = await page.request.post(`${address}/api/acts/${act}`, {
		data: { input },
		headers: { 'idempotency-key': `journey-${crypto.randomUUID()}`, origin: address },
	})
	if (!answer.ok()) throw new Error(`${act} was answered ${answer.status()}: ${await answer.text()}`)
	const read: { output: O } = await answer.json()
	return read.output
}

/** The replay clock stands at the county's desk, so that nothing but the journey moves there. Gives the county. */
export async function pauseReplay(stage: Stage): Promise<string> {
	const leader = { kind: 'shift_leader', agency: 'xigang-command' }
	const page = await stage.window(leader, { language: 'en', theme: 'light', size: [1366, 768] })
	type Tree = { readonly agencies: readonly { readonly id: string; readonly code: string }[] }
	const { agencies } = await view<Tree>(page, stage, 'identity.agency.tree')
	const agency = agencies.find(({ code }) => code === 'xigang')?.id ?? ''
	await perform(page, stage, 'dispatch.replay.pause', { agency })
	await page.context().close()
	return agency
}

/** Waits until nothing loads, nothing moves and the fonts stand. */
export async function settled(page: Page): Promise<void> {
	await page.waitForFunction(
		() =>
			document.fonts.status === 'loaded' &&
			// The page of parts shows what loading looks like, for ever.
			(location.pathname === '/parts' || document.querySelector('[aria-busy="true"]') === null) &&
			document
				.getAnimations()
				.every(
					(each) =>
						each.playState !== 'running' || each.effect?.getComputedTiming().endTime === Number.POSITIVE_INFINITY,
				),
	)
}

/**
 * What axe finds on the page, one line each; empty is right. WCAG 2.2 A and AA. In one piece, since no page of ours holds a
 * frame (it is refused here): the way that gathers frames opens a second page each time and takes twice as long.
 */
export async function axe(page: Page): Promise<string[]> {
	const tags = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']
	if (page.frames().length > 1) return ['a page of ours holds a frame']
	const checks = new AxeBuilder({ page })
		.setLegacyMode(true)
		.options({ resultTypes: ['violations'] })
		.withTags(tags)
	const { violations } = await checks.analyze()
	return violations.flatMap((each) =>
		each.nodes.map(
			(node) => `${each.id}: ${node.target.join(' ')} (${node.failureSummary?.split('\n')[1]?.trim() ?? ''})`,
		),
	)
}

/** Cells, heads and buttons whose words are cut. Free text may be: it ends in … and carries its whole in `title`. */
export function clipped(page: Page): Promise<string[]> {
	return page.evaluate(() => {
		const cut: string[] = []
		for (const element of document.querySelectorAll<HTMLElement>('td, th, button, h1, h2, h3, .chip, .tag, .tm, .u')) {
			if (element.closest('[title], .el, .hid, svg') !== null || element.querySelector('[title], .el') !== null)
				continue
			if (element.checkVisibility?.() === false || element.clientWidth === 0) continue
			const style = getComputedStyle(element)
			if (style.overflowX === 'visible' && element.scrollWidth <= element.clientWidth + 1) continue
			if (element.scrollWidth > element.clientWidth + 1)
				cut.push(
					`${element.tagName.toLowerCase()}.${element.className}: ${element.innerText.slice(0, 60)} (${element.scrollWidth} in ${element.clientWidth})`,
				)
		}
		return cut
	})
}

/** Keeps a picture for the documents when SEAWALL_PICTURES is set; the folder is `docs/pictures`. */
export async function picture(page: Page, name: string): Promise<void> {
	if (process.env['SEAWALL_PICTURES'] === undefined) return
	const folder = join(projectFolder, 'docs', 'pictures')
	mkdirSync(folder, { recursive: true })
	await page.screenshot({ path: join(folder, `${name}.png`) })
}
