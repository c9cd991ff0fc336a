/*
 * W93. Lets the officer's page open without a network: the page, its files, and the newest answers of the few views it begins with. Acts
 * are never kept here (they stand in the page's outbox), and nothing of another page. What was kept goes when the session ends.
 */
const pages = 'seawall-unit-page'
const answers = 'seawall-unit-answers'
const kept = new Set([
	'/api/views/identity.session.show',
	'/api/views/dispatch.unit.mine',
	'/api/views/dispatch.type.list',
])
/** Longer than this an answer is no state of a shift. */
const longestMs = 12 * 3_600_000
const patienceMs = 4_000

self.addEventListener('install', () => void self.skipWaiting())
self.addEventListener('activate', (event) => event.waitUntil(self.clients.claim()))

/** The page tells which files it was made of; others of an older version are dropped. */
self.addEventListener('message', (event) => {
	const files = event.data?.files
	if (Array.isArray(files)) event.waitUntil(keepFiles(files.filter((one) => typeof one === 'string')))
})

async function keepFiles(files) {
	const cache = await caches.open(pages)
	const wanted = new Set(
		files
			.map((one) => new URL(one, location.href))
			.filter(isAsset)
			.map(String),
	)
	for (const request of await cache.keys())
		if (isAsset(new URL(request.url)) && !wanted.has(request.url)) await cache.delete(request)
	for (const url of wanted) if ((await cache.match(url)) === undefined) await cache.add(url).catch(() => undefined)
}

const isAsset = (url) => url.origin === location.origin && url.pathname.startsWith('/assets/')
const isPage = (url) => url.pathname === '/unit' || url.pathname.startsWith('/unit/')

self.addEventListener('fetch', (event) => {
	const { request } = event
	const url = new URL(request.url)
	if (url.origin !== location.origin) return
	if (
		request.method === 'POST' &&
		/^\/api\/acts\/identity\.session\.(?:open|close|switch|take-over)$/.test(url.pathname)
	) {
		event.waitUntil(caches.delete(answers))
		return
	}
	if (request.method !== 'GET') return
	if (request.mode === 'navigate' && isPage(url)) event.respondWith(pageOf(request))
	else if (isAsset(url)) event.respondWith(fileOf(request))
	else if (kept.has(url.pathname)) event.respondWith(answerOf(request, url))
})

async function pageOf(request) {
	const cache = await caches.open(pages)
	try {
		const response = await fetch(request, { signal: AbortSignal.timeout(patienceMs) })
		if (response.ok) await cache.put('/unit', response.clone())
		return response
	} catch (fault) {
		const before = await cache.match('/unit')
		if (before !== undefined) return before
		throw fault
	}
}

async function fileOf(request) {
	const cache = await caches.open(pages)
	const before = await cache.match(request, { ignoreVary: true })
	if (before !== undefined) return before
	const response = await fetch(request)
	if (response.ok) await cache.put(request, response.clone())
	return response
}

async function answerOf(request, url) {
	const cache = await caches.open(answers)
	const name = url.pathname + url.search
	let response
	try {
		response = await fetch(request, { signal: AbortSignal.timeout(patienceMs) })
	} catch (fault) {
		const before = await cache.match(name, { ignoreVary: true })
		const at = Date.parse(before?.headers.get('x-seawall-kept') ?? '')
		if (before === undefined || !(Date.now() - at < longestMs)) throw fault
		return before
	}
	if (response.status === 401) await caches.delete(answers)
	else if (response.ok) await keepAnswer(cache, name, response.clone())
	return response
}

async function keepAnswer(cache, name, response) {
	const text = await response.text()
	// Nobody is signed in any more: nothing of the one before stays.
	if (name.startsWith('/api/views/identity.session.show') && JSON.parse(text).output?.session === null) {
		await caches.delete(answers)
		return
	}
	const headers = new Headers({ 'content-type': 'application/json', 'x-seawall-kept': new Date().toISOString() })
	await cache.put(name, new Response(text, { headers }))
}
