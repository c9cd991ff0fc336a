import type { Worker } from '#kernel/jobs/api.ts'

/** What dispatch does on hearing numbered messages. */
export const dispatchWorkers: readonly Worker[] = []
