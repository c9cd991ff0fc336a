import type { Page } from 'playwright-core'

/** What a person does, counted: every key and every character, and every screen they come to. */
export function counting(page: Page) {
	const counted = { keys: 0, screens: 0 }
	page.on('framenavigated', (frame) => {
		if (frame === page.mainFrame()) counted.screens += 1
	})
	return {
		counted,
		press: async (...pressed: readonly string[]) => {
			for (const key of pressed) {
				counted.keys += 1
				await page.keyboard.press(key)
			}
		},
		type: async (text: string) => {
			counted.keys += text.length
			await page.keyboard.type(text)
		},
	}
}

export type Counted = { readonly keys: number; readonly screens: number }
