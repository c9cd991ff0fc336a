/** One sample of a metric: its labels and its value. */
export type Sample = { readonly labels: Readonly<Record<string, string>>; readonly value: number }
export type Metric = {
	readonly type: string
	readonly help: string
	readonly samples: ReadonlyMap<string, readonly Sample[]>
}

const named = '[a-zA-Z_:][a-zA-Z0-9_:]*'
const sampleLine = new RegExp(`^(${named})(?:\\{(.*)\\})? (NaN|[+-]Inf|[-+0-9.eE]+)(?: -?\\d+)?$`)
const labelPart = /^([a-zA-Z_][a-zA-Z0-9_]*)="((?:[^"\\\n]|\\[\\"n])*)"(?:,|$)/

/**
 * Reads Prometheus text, version 0.0.4, by the letter of its "Exposition formats" page: one HELP and one TYPE a metric, both
 * before its samples; its samples together; no sample twice; a histogram's buckets cumulative, up to +Inf, which is its count.
 * Throws at the first line that is not so.
 */
export function parsePrometheus(text: string): ReadonlyMap<string, Metric> {
	const metrics = new Map<string, { type: string; help: string; samples: Map<string, Sample[]> }>()
	const seen = new Set<string>()
	let current = ''
	if (!text.endsWith('\n')) throw new Error('the last line does not end')
	for (const line of text.split('\n')) {
		if (line === '') continue
		const [, keyword = '', name = '', rest = ''] = /^# (HELP|TYPE) (\S+) (.*)$/.exec(line) ?? []
		if (keyword !== '') {
			if (name !== current && metrics.has(name)) throw new Error(`${name} is in two places`)
			current = name
			const metric = metrics.get(name) ?? { type: '', help: '', samples: new Map<string, Sample[]>() }
			metrics.set(name, metric)
			if (metric[keyword === 'HELP' ? 'help' : 'type'] !== '' || metric.samples.size > 0)
				throw new Error(`a second or late ${keyword} of ${name}`)
			metric[keyword === 'HELP' ? 'help' : 'type'] = rest
			continue
		}
		if (line.startsWith('#')) continue
		const [, sample = '', inner = '', value = ''] = sampleLine.exec(line) ?? []
		const metric = metrics.get(current)
		if (sample === '' || metric === undefined || !belongs(sample, current, metric.type))
			throw new Error(`no sample of ${current}: ${line}`)
		const mark = line.slice(0, line.lastIndexOf(' '))
		if (seen.has(mark)) throw new Error(`twice: ${mark}`)
		seen.add(mark)
		metric.samples.set(sample, [
			...(metric.samples.get(sample) ?? []),
			{ labels: labelsOf(inner), value: numberOf(value) },
		])
	}
	for (const [name, metric] of metrics) if (metric.type === 'histogram') mustBeCumulative(name, metric)
	return metrics
}

function belongs(sample: string, metric: string, type: string): boolean {
	if (type === 'histogram') return [`${metric}_bucket`, `${metric}_sum`, `${metric}_count`].includes(sample)
	return (type === 'counter' || type === 'gauge') && sample === metric
}

function labelsOf(text: string): Record<string, string> {
	const labels: Record<string, string> = {}
	for (let rest = text; rest !== ''; ) {
		const [whole, name = '', value = ''] = labelPart.exec(rest) ?? []
		if (whole === undefined || name in labels) throw new Error(`labels: ${text}`)
		labels[name] = value.replace(/\\(.)/g, (_, sign: string) => (sign === 'n' ? '\n' : sign))
		rest = rest.slice(whole.length)
	}
	return labels
}

const numberOf = (text: string) => Number(text.replace('Inf', 'Infinity'))

function mustBeCumulative(name: string, { samples }: Metric): void {
	for (const { labels, value } of samples.get(`${name}_count`) ?? []) {
		const own = (samples.get(`${name}_bucket`) ?? []).filter((one) =>
			Object.entries(labels).every(([label, its]) => one.labels[label] === its),
		)
		const counts = own.map((one) => one.value)
		if (counts.some((count, n) => count < (counts[n - 1] ?? 0))) throw new Error(`${name} is not cumulative`)
		if (own.at(-1)?.labels['le'] !== '+Inf' || counts.at(-1) !== value)
			throw new Error(`${name} does not end with its count`)
	}
}
