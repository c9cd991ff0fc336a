import { Gauge, Registry } from 'prom-client'

/** What a stream tells of itself: since when (ms) it has been told of entries that it has not read; null when it is up to date. */
export type Streaming = { readonly behindSince: number | null }

/** The streams' part of `/metrics`: how many are open and how far the slowest is behind. Nothing by person or source. */
export class StreamMeters {
	readonly #streams = new Set<Streaming>()
	readonly #registry = new Registry()
	readonly #open = new Gauge({
		name: 'seawall_streams_open',
		help: 'Open streams (server-sent events).',
		registers: [this.#registry],
	})
	readonly #lag = new Gauge({
		name: 'seawall_stream_lag_seconds',
		help: 'How long the slowest open stream has had numbered entries before it; 0 when all are up to date.',
		registers: [this.#registry],
	})

	add(stream: Streaming): void {
		this.#streams.add(stream)
	}

	remove(stream: Streaming): void {
		this.#streams.delete(stream)
	}

	/** Prometheus text. */
	text(): Promise<string> {
		const now = performance.now()
		this.#open.set(this.#streams.size)
		this.#lag.set(Math.max(0, ...[...this.#streams].map(({ behindSince }) => (now - (behindSince ?? now)) / 1000)))
		return this.#registry.metrics()
	}
}
