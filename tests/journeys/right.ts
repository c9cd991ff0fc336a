import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { axe, clipped, type Look, settled } from './browser.ts'

/** What every screen of every journey is held to. */

/** Both languages, one of them dark. */
export const looks: readonly Pick<Look, 'language' | 'theme'>[] = [
	{ language: 'en', theme: 'light' },
	{ language: 'zh', theme: 'dark' },
]

/** From the wide desk to the narrowest phone. */
export const sizes: readonly Look['size'][] = [
	[1920, 1080],
	[1366, 768],
	[390, 844],
	[320, 640],
]

/** Nothing for axe, no cut words, and the page no wider than the window. */
export async function looksRight(page: Page, what: string): Promise<void> {
	await settled(page)
	expect(await axe(page), `axe on ${what}`).toEqual([])
	expect(await clipped(page), `cut words on ${what}`).toEqual([])
	const [whole, seen] = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth] as const)
	expect(whole, `width of ${what}`).toBeLessThanOrEqual(seen)
}
