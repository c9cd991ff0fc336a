declare module '#kernel/db/schema.ts' {
	interface Tables {
		'jobs.cursor': { name: string; n: number; k: number }
		'jobs.handled': { queue: string; n: number; k: number; at: Date }
	}
}

export {}
