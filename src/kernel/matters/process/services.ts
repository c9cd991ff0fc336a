import type { Data } from './state.ts'

/** What a service is asked (M50). */
export type ServiceCall = {
	/** The same at every try of this asking: whatever the service writes elsewhere, it writes once under this key. */
	readonly key: string
	readonly matter: string
	readonly instance: string
	/** Id of the element drawn. */
	readonly element: string
	/** The values in sight of the task. */
	readonly data: Data
	readonly now: Date
	/** Performs an act as the system, once. `part` tells several acts of one asking apart. */
	perform(name: string, input: Readonly<Record<string, unknown>>, part?: string): Promise<unknown>
}

/** What it answers: values, flows to choose, or an error as drawn. It throws when it could not be reached. */
export type ServiceAnswer = {
	readonly data?: Data
	readonly choose?: readonly string[]
	/** Code of an error event. */
	readonly error?: string
}

/** A service of our own: asked by a job after the commit, tried again with growing pauses. */
export type Service = (call: ServiceCall) => Promise<ServiceAnswer>

let inUse: ReadonlyMap<string, Service> = new Map()

/** Registers the services of all slices. @throws Error when two have one name */
export function useServices(slices: readonly { readonly services?: Readonly<Record<string, Service>> }[]): void {
	const all = new Map<string, Service>()
	for (const [name, service] of slices.flatMap((slice) => Object.entries(slice.services ?? {}))) {
		if (all.has(name)) throw new Error(`two services of the name ${name}`)
		all.set(name, service)
	}
	inUse = all
}

/** Services that a program of this server answers, by the name a drawing asks for. */
export function servicesInUse(): ReadonlyMap<string, Service> {
	return inUse
}

export function isOwnService(name: string): boolean {
	return inUse.has(name)
}
