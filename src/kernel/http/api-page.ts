import type { Declaration, FeedDeclaration } from '../contract/declare.ts'

/** The readable page of the API: acts, views and feeds with their summaries in both languages and an example each. */
export function apiPage(
	declarations: readonly Declaration[],
	nonce: string,
	feeds: readonly FeedDeclaration[] = [],
): string {
	const rows = (kind: Declaration['kind']) =>
		declarations
			.filter((one) => one.kind === kind)
			.toSorted((a, b) => a.name.localeCompare(b.name))
			.map(rowOf)
			.join('\n')
	return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Seawall · API</title>
<style nonce="${nonce}">${style}</style>
</head>
<body>
<main>
<h1>Seawall API</h1>
<p>Acts are the only way to change anything, views the only way to show anything. Every act takes an <code>Idempotency-Key</code> and
stands in the ledger; every error is <a href="/docs/problems">problem+json</a>. Machines read <a href="/api/openapi.json">openapi.json</a>.</p>
<p lang="zh-CN">操作是改变数据的唯一途径，视图是查看数据的唯一途径。每个操作带一个 <code>Idempotency-Key</code>，并写入存证账本。</p>
<h2>Acts · 操作</h2>
<p><code>POST /api/acts/&lt;name&gt;</code> with <code>{"input": …, "purpose": {"matter", "reason"}}</code></p>
${rows('act')}
<h2>Views · 视图</h2>
<p><code>GET /api/views/&lt;name&gt;?field=…&amp;purposeReason=…</code>, or <code>POST</code> with
<code>{"input": …, "purpose": {"matter", "reason"}}</code> where the input is too long for an address</p>
${rows('view')}
<h2>Feeds · 数据源</h2>
<p><code>POST</code> with <code>Authorization: Bearer</code> and the key of the feed. <span lang="zh-CN">以数据源自己的密钥上报。</span></p>
${feeds.map(feedRow).join('\n')}
<h2>Stream · 数据流</h2>
<p><code>GET /api/stream</code>: server-sent events; the id is the ledger's number, <code>Last-Event-ID</code> goes on from it.</p>
</main>
</body>
</html>`
}

const style = `
:root{color-scheme:light dark}
body{font:14px/22px "Segoe UI","Noto Sans","Noto Sans CJK SC",sans-serif;margin:0}
main{max-width:60rem;margin:0 auto;padding:16px}
h1{font-size:24px}h2{font-size:18px;margin:32px 0 8px}
details{border-bottom:1px solid color-mix(in srgb,currentColor 25%,transparent);padding:6px 0}
summary{cursor:pointer}summary code{font-weight:600}
pre{overflow:auto;font-size:12px;line-height:18px;padding:8px;border:1px solid color-mix(in srgb,currentColor 25%,transparent)}
`

function feedRow(one: FeedDeclaration): string {
	return `<details id="${escape(one.name)}"><summary><code>${escape(one.path)}</code> ${escape(one.summary.en)} · <span lang="zh-CN">${escape(one.summary.zh)}</span></summary>
<p>${escape(one.key.en)} <span lang="zh-CN">${escape(one.key.zh)}</span></p>
${exampleOf(one)}</details>`
}

function rowOf(one: Declaration): string {
	const notes = [
		one.anonymous === true ? 'open to anyone' : '',
		one.purpose === 'required' ? 'needs a purpose' : '',
		one.kind === 'view' && one.looks === 'entered' ? 'the look is entered' : '',
	].filter((note) => note !== '')
	return `<details id="${escape(one.name)}"><summary><code>${escape(one.name)}</code> ${escape(one.summary.en)} · <span lang="zh-CN">${escape(one.summary.zh)}</span></summary>
${notes.length === 0 ? '' : `<p>${escape(notes.join('; '))}</p>`}
${exampleOf(one)}</details>`
}

function exampleOf({ example }: { readonly example: { readonly input: unknown; readonly output: unknown } }): string {
	return `<p>Input</p><pre>${escape(JSON.stringify(example.input, null, 2))}</pre>
<p>Output</p><pre>${escape(JSON.stringify(example.output, null, 2))}</pre>`
}

/** Text made safe inside HTML. */
function escape(text: string): string {
	return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;').replaceAll('"', '&quot;')
}
