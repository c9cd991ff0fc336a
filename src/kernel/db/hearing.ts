import { setTimeout } from 'node:timers/promises'
import pg from 'pg'

/** A connection that is to be opened again is waited for so long, then twice as long each time. */
const firstWait = 100
const longestWait = 10_000
const connectTimeout = 5_000

/**
 * Hears a channel until it is stopped. A lost connection is opened again; as nobody knows what was told meanwhile, `hear` is
 * then called once with an empty payload, so that whoever follows takes everything anew.
 *
 * @throws Error when the first connection cannot be opened
 */
export async function hearChannel(
	url: string,
	channel: string,
	hear: (payload: string) => void,
): Promise<() => Promise<void>> {
	const stopping = new AbortController()
	const opened = async (): Promise<pg.Client> => {
		const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: connectTimeout, keepAlive: true })
		client.on('error', () => {})
		client.on('notification', (message) => hear(message.payload ?? ''))
		try {
			await client.connect()
			await client.query(`listen ${pg.escapeIdentifier(channel)}`)
		} catch (error) {
			await client.end().catch(() => {})
			throw error
		}
		client.once('end', () => void again())
		return client
	}
	const again = async (): Promise<void> => {
		for (let wait = firstWait; !stopping.signal.aborted; wait = Math.min(longestWait, wait * 2)) {
			try {
				await setTimeout(wait, undefined, { ref: false, signal: stopping.signal })
				const next = await opened()
				if (stopping.signal.aborted) return void (await next.end())
				client = next
				return hear('')
			} catch {}
		}
	}
	let client = await opened()
	return async () => {
		stopping.abort()
		await client.end().catch(() => {})
	}
}
