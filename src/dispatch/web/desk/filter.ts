/** What the queue is narrowed to; the server filters, the chips only ask. */
export type Filter = {
	/** Highest priority number wanted. */
	readonly priority?: 2 | undefined
	readonly overdue?: boolean
	readonly station?: string | undefined
}

export const filtered = (filter: Filter): boolean =>
	filter.priority !== undefined || filter.overdue === true || filter.station !== undefined

/** Input of `dispatch.desk.show`. */
export function deskInput(filter: Filter): { priority?: number; overdue?: 'yes'; station?: string } {
	return {
		...(filter.priority === undefined ? {} : { priority: filter.priority }),
		...(filter.overdue === true ? { overdue: 'yes' as const } : {}),
		...(filter.station === undefined ? {} : { station: filter.station }),
	}
}
