import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import { Refusal } from '../refusal.ts'

/** Committed lines that wait for their number, and since when the oldest does. `newest`: -1 when the ledger is empty. */
export type Backlog = { readonly newest: number; readonly waiting: number; readonly seconds: number }

/** What `/metrics` shows: acts and views by name and outcome, and how the ledger keeps up. Nothing by person or post. */
export class Meters {
	readonly #backlog: () => Promise<Backlog>
	readonly #registry = new Registry()
	readonly #asked = new Counter({
		name: 'seawall_asked_total',
		help: 'Acts and views asked for, by name and outcome (done, or the code of the refusal).',
		labelNames: ['kind', 'name', 'outcome'],
		registers: [this.#registry],
	})
	readonly #seconds = new Histogram({
		name: 'seawall_asked_seconds',
		help: 'How long acts and views took.',
		labelNames: ['kind'],
		buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
		registers: [this.#registry],
	})
	readonly #newest = new Gauge({
		name: 'seawall_ledger_newest_entry',
		help: 'Number of the newest numbered ledger entry.',
		registers: [this.#registry],
	})
	readonly #waiting = new Gauge({
		name: 'seawall_ledger_waiting_lines',
		help: 'Committed lines that the sequencer has not numbered.',
		registers: [this.#registry],
	})
	readonly #lag = new Gauge({
		name: 'seawall_ledger_lag_seconds',
		help: 'How long the oldest of them has waited; 0 when none waits.',
		registers: [this.#registry],
	})
	readonly #memory = new Gauge({
		name: 'seawall_resident_bytes',
		help: 'Memory of the process.',
		registers: [this.#registry],
		collect() {
			this.set(process.memoryUsage.rss())
		},
	})

	/** `backlog` is asked at each reading. */
	constructor(backlog: () => Promise<Backlog>) {
		this.#backlog = backlog
	}

	/** Measures one act or view. An unknown name is counted as `unknown`, so that names cannot grow without end. */
	async measured<T>(kind: 'act' | 'view', name: string, work: () => Promise<T>): Promise<T> {
		const end = this.#seconds.startTimer({ kind })
		let outcome = 'fault'
		try {
			const result = await work()
			outcome = 'done'
			return result
		} catch (error) {
			if (error instanceof Refusal) outcome = error.code
			throw error
		} finally {
			end()
			this.#asked.inc({ kind, name, outcome })
		}
	}

	/** Prometheus text. */
	async text(): Promise<string> {
		const { newest, waiting, seconds } = await this.#backlog()
		this.#newest.set(newest)
		this.#waiting.set(waiting)
		this.#lag.set(seconds)
		await this.#memory.get()
		return this.#registry.metrics()
	}
}
