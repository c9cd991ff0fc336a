import type { FastifyInstance, FastifyRequest } from 'fastify'
import { dispatchRoutes } from '#dispatch'
import { mapFolder } from '#kernel/geo/api.ts'
import { mapRoutes } from '#kernel/geo/map-routes.ts'
import type { Doors } from '#kernel/http/doors.ts'
import { callerOf } from '#kernel/http/server.ts'
import { bundleShow } from '#kernel/ledger/contract.ts'
import { ledgerRoutes, remoteReader } from '#kernel/ledger/http.ts'
import { fundsRoutes } from '#funds'
import { warningRoutes } from '#warnings'

/** How long the version of the map is remembered between tiles, in milliseconds. */
const versionKept = 2_000

/** The rooms' routes that are neither acts nor views: map tiles, the ledger's public parts, telephony and positions. */
export async function roomRoutes(app: FastifyInstance, { doors, data }: { doors: Doors; data: string }): Promise<void> {
	mapRoutes(app, { folder: mapFolder(data), version: remembered(() => doors.mapVersion(), versionKept) })
	ledgerRoutes(app, {
		reader: remoteReader((method, args) => doors.ledger(method, args)),
		bundle: (request, index, width) => bundle(doors, request, index, width),
	})
	dispatchRoutes(app, doors)
	warningRoutes(app, doors)
	fundsRoutes(app, doors)
}

/** An entry bundle is a view like any other: by power, with a purpose, and the look is entered. */
async function bundle(doors: Doors, request: FastifyRequest, index: number, width: number): Promise<Uint8Array> {
	const reason = new URL(request.url, 'http://localhost').searchParams.get('purposeReason')
	const answer = await doors.show({
		...callerOf(request),
		present: true,
		name: bundleShow.name,
		input: { index, width },
		purpose: reason === null ? undefined : { reason },
	})
	return Buffer.from(bundleShow.output.parse(answer.output).base64, 'base64')
}

function remembered<T>(ask: () => Promise<T>, kept: number): () => Promise<T> {
	let at = Number.NEGATIVE_INFINITY
	let answer: Promise<T> | null = null
	return () => {
		const now = performance.now()
		if (answer === null || now - at > kept) {
			at = now
			answer = ask()
			answer.catch(() => {
				answer = null
			})
		}
		return answer
	}
}
