/** D299. A connector to a system outside, and what does the same by hand where networks are cut. Plain data. */
export type Connector = {
	/** `slice.name`; its words stand under `connector.<key>`. */
	readonly key: string
	/** Whether facts come in by it or go out. */
	readonly way: 'in' | 'out'
	/** Addresses of the server it uses, as routes are written. */
	readonly at: readonly string[]
	/** Its twin: a screen, and the acts and views it stands on. */
	readonly byHand: {
		readonly path: string
		/** Word key of the screen's title. */
		readonly title: string
		readonly uses: readonly string[]
	}
}
