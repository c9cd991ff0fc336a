import { globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import Fastify, { type RouteOptions } from 'fastify'
import { expect, test } from 'vitest'
import { roomRoutes } from '#app/room-routes.ts'
import { slices } from '#app/slices.ts'
import { projectFolder } from '#kernel/folder.ts'
import type { Doors } from '#kernel/http/doors.ts'

/** Every connector to the outside has its twin by hand: declared, and standing on acts and a screen that are there. */

const connectors = slices.flatMap((slice) => slice.connectors ?? [])
/** Addresses of the rooms that only our own pages ask. */
const ours = /^\/(map|api\/ledger)\//

async function addresses(): Promise<readonly string[]> {
	const app = Fastify({ exposeHeadRoutes: false })
	const found = new Set<string>()
	app.addHook('onRoute', (route: RouteOptions) => {
		found.add(route.url)
	})
	// The routes are only named here: nothing is asked of the engine.
	await roomRoutes(app, { doors: {} as Doors, data: projectFolder })
	await app.ready()
	await app.close()
	return [...found]
}

test('D299 each address and feed of the rooms belongs to a declared connector, and no connector names another', async () => {
	const there = await addresses()
	const declared = new Set(connectors.flatMap(({ at }) => at))
	expect(there.filter((url) => !ours.test(url) && !declared.has(url))).toEqual([])
	expect([...declared].filter((url) => !there.includes(url))).toEqual([])
	const feeds = slices.flatMap((slice) => slice.feeds ?? [])
	expect(feeds.filter(({ path }) => !declared.has(path)).map(({ name }) => name)).toEqual([])
	expect(feeds.length).toBeGreaterThan(4)
})

test('D299, V68 each connector has a twin: a screen that is there, on acts and views that are', () => {
	const known = new Set(slices.flatMap(({ acts, views }) => [...acts, ...views].map((one) => one.declaration.name)))
	const screens = globSync('src/*/web/screens.ts', { cwd: projectFolder })
		.map((file) => readFileSync(join(projectFolder, file), 'utf8'))
		.join('\n')
	const words = (language: string) =>
		globSync(`src/**/words/${language}.json`, { cwd: projectFolder })
			.map((file) => readFileSync(join(projectFolder, file), 'utf8'))
			.join('\n')
	expect(connectors.length).toBeGreaterThan(9)
	expect(new Set(connectors.map(({ key }) => key)).size).toBe(connectors.length)
	for (const { key, byHand } of connectors) {
		expect(
			byHand.uses.filter((name) => !known.has(name)),
			key,
		).toEqual([])
		expect(byHand.uses.length, key).toBeGreaterThan(0)
		expect(screens.includes(`path: '${byHand.path}`), `${key} at ${byHand.path}`).toBe(true)
		for (const language of ['en', 'zh']) {
			expect(words(language), `${key} in ${language}`).toContain(`"connector.${key}"`)
			expect(words(language), `${key} in ${language}`).toContain(`"${byHand.title}"`)
		}
	}
})
