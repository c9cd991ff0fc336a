import type { Page } from 'playwright-core'

/** Keys, one after the other. */
export async function press(page: Page, ...keys: readonly string[]): Promise<void> {
	for (const key of keys) await page.keyboard.press(key)
}

/** F9 as a person presses it: once the button that it belongs to can be pressed. */
export async function send(page: Page): Promise<void> {
	await page.locator('button[aria-keyshortcuts="F9"]:not([aria-disabled])').first().waitFor()
	await page.keyboard.press('F9')
}
