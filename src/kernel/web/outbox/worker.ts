/** W93. Starts the worker that lets a page open without a network, and tells it of which files the page is made. */
export async function keepPage(worker: string, scope: string): Promise<void> {
	if (!('serviceWorker' in navigator)) return
	try {
		await navigator.serviceWorker.register(worker, { scope })
		const { active } = await navigator.serviceWorker.ready
		const tell = (): void => {
			const files = performance.getEntriesByType('resource').map((one) => one.name)
			active?.postMessage({ files: files.filter((one) => one.includes('/assets/')) })
		}
		tell()
		// Words, fonts and parts that come later.
		setTimeout(tell, 4_000)
		setTimeout(tell, 20_000)
	} catch {
		// A browser that keeps nothing still shows the page while there is a network.
	}
}
