import { createHash } from 'node:crypto'
import {
	type AskedService,
	delayService,
	mostTries,
	type Service,
	type ServiceAnswer,
	servicesInUse,
	takeServices,
} from '../matters/api.ts'
import { Refusal } from '../refusal.ts'
import type { ClockParts } from './clocks.ts'
import type { Gate } from './loop.ts'

/** Services taken in one look. */
const batch = 100
/** J10. How long a service may take, in milliseconds: less than it stays taken (`asking.ts` of matters). */
const longest = 20_000

/** J10, M50. Asks the services that processes wait for, and enters what they answer. */
export function askingServices(parts: ClockParts, gate: Gate): () => Promise<number> {
	const { store, clock } = parts
	return async () => {
		const services = servicesInUse()
		if (services.size === 0) return 0
		const asked = await store.transact('seawall_app', (tx) => takeServices(tx, [...services.keys()], clock(), batch))
		await Promise.all(
			asked.map(async (one) => {
				const service = services.get(one.service)
				if (service !== undefined) await ask(parts, gate, one, service).catch(parts.onFault)
			}),
		)
		return asked.length
	}
}

async function ask(parts: ClockParts, gate: Gate, asked: AskedService, service: Service): Promise<void> {
	const { instance, wait } = asked
	const key = `service-${instance}-${wait}`
	let answer: ServiceAnswer
	try {
		answer = await answered(parts, asked, service, key)
	} catch (error) {
		await failed(parts, gate, asked, key, error)
		return
	}
	const { data, choose, error } = answer
	const given = {
		...(data === undefined ? {} : { data }),
		...(choose === undefined ? {} : { choose }),
		...(error === undefined ? {} : { error }),
	}
	await enter(parts, gate, { instance, wait, ...given }, key)
}

function answered(
	{ perform, clock }: ClockParts,
	{ matter, instance, element, data }: AskedService,
	service: Service,
	key: string,
): Promise<ServiceAnswer> {
	const late = Promise.withResolvers<never>()
	const timer = setTimeout(() => late.reject(new Error(`it took longer than ${longest / 1_000} s`)), longest)
	const call = {
		key,
		matter,
		instance,
		element,
		data,
		now: clock(),
		perform: (name: string, input: Readonly<Record<string, unknown>>, part = 'act') =>
			perform(name, input, keyOf(key, part)),
	}
	return Promise.race([service(call), late.promise]).finally(() => clearTimeout(timer))
}

/** A key is at most 64 characters. */
function keyOf(key: string, part: string): string {
	return `part-${createHash('sha256').update(`${key} ${part}`).digest('hex').slice(0, 48)}`
}

/** M51. Tried again after a pause; the last time its token stands still. */
async function failed(parts: ClockParts, gate: Gate, asked: AskedService, key: string, error: unknown): Promise<void> {
	const { instance, wait, service } = asked
	const said = (error instanceof Error ? error.message : String(error)).slice(0, 200) || 'no reason given'
	const why = `${service.slice(0, 90)}: ${said}`
	if (asked.tries < mostTries) {
		await parts.store.transact('seawall_app', (tx) => delayService(tx, asked, { now: parts.clock(), why }))
		return
	}
	await enter(parts, gate, { instance, wait, failed: why }, key)
}

async function enter(
	{ perform }: ClockParts,
	gate: Gate,
	input: Readonly<Record<string, unknown>>,
	key: string,
): Promise<void> {
	try {
		await gate.pass(() => perform('matters.service.answer', input, key))
	} catch (error) {
		// Nothing waits for it any more: the process went on without it.
		if (error instanceof Refusal && error.code === 'already') return
		throw error
	}
}
