import { existsSync } from 'node:fs'

const usual = [
	'/usr/bin/chromium',
	'/usr/bin/chromium-browser',
	'/usr/bin/google-chrome',
	'/usr/bin/google-chrome-stable',
	'/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
	'/Applications/Chromium.app/Contents/MacOS/Chromium',
	'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

/**
 * The Chromium that browser journeys drive: SEAWALL_CHROMIUM, or one of the usual paths; null when there is none.
 * With SEAWALL_JOURNEYS=must a missing one is an error, so that a build cannot skip them unseen.
 */
export function findChromium(): string | null {
	const named = process.env['SEAWALL_CHROMIUM']
	const found = (named === undefined ? usual : [named]).find((path) => existsSync(path)) ?? null
	if (found === null && process.env['SEAWALL_JOURNEYS'] === 'must')
		throw new Error('SEAWALL_JOURNEYS=must, but there is no Chromium: set SEAWALL_CHROMIUM.')
	return found
}

/** Arguments under which Debian's Chromium runs without a screen, a GPU or a network of its own. */
export const chromiumArguments: readonly string[] = [
	'--no-sandbox',
	'--disable-gpu',
	'--disable-quic',
	'--no-first-run',
	'--disable-background-networking',
	'--disable-component-update',
	'--disable-sync',
]
