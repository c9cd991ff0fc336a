import type { OpenWarning } from '../contract.ts'
import { escaped } from './cap-write.ts'

/** V21. What is in force as an Atom feed (RFC 4287), each entry leading to its CAP file. Pure. */
export function atomFeed(rows: readonly OpenWarning[], at: string, origin: string): string {
	const newest = rows.reduce((last, row) => (row.sentAt > last ? row.sentAt : last), '1970-01-01T00:00:00.000Z')
	const entry = (row: OpenWarning) => {
		const over = row.type === 'cancel'
		const title = over
			? `Ended · 已解除: ${row.en.headline} · ${row.zh.headline}`
			: `${row.en.headline} · ${row.zh.headline}`
		const exercise = row.status === 'exercise' ? 'EXERCISE · 演练: ' : ''
		return [
			'\t<entry>',
			`\t\t<id>urn:uuid:${uuidOf(row.identifier)}:${row.identifier.split('-').at(-1)}</id>`,
			`\t\t<title>${escaped(exercise + title)}</title>`,
			`\t\t<updated>${row.sentAt}</updated>`,
			`\t\t<author><name>${escaped(`${row.by.en} · ${row.by.zh}`)}</name></author>`,
			`\t\t<link rel="alternate" type="application/cap+xml" href="${escaped(origin)}/warnings/${row.identifier}.xml"/>`,
			`\t\t<summary>${escaped(`${row.en.area} · ${row.zh.area}`)}</summary>`,
			'\t</entry>',
		]
	}
	return [
		'<?xml version="1.0" encoding="UTF-8"?>',
		'<feed xmlns="http://www.w3.org/2005/Atom">',
		`\t<id>${escaped(origin)}/warnings/feed.atom</id>`,
		'\t<title>Warnings in force · 生效中的预警</title>',
		`\t<updated>${rows.length === 0 ? at : newest}</updated>`,
		`\t<link rel="self" type="application/atom+xml" href="${escaped(origin)}/warnings/feed.atom"/>`,
		...rows.flatMap(entry),
		'</feed>',
		'',
	].join('\n')
}

function uuidOf(identifier: string): string {
	return identifier.slice('seawall-'.length, 'seawall-'.length + 36)
}
