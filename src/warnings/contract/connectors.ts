import type { Connector } from '#kernel/contract/connector.ts'

/** D299, V68. What of warnings is connected to the outside. */
export const warningsConnectors: readonly Connector[] = [
	{
		key: 'warnings.cap.out',
		way: 'out',
		at: ['/warnings/feed.atom', '/warnings/:name(^seawall-[0-9a-f-]+).xml'],
		byHand: {
			path: '/warning-desk',
			title: 'warnings.title',
			uses: ['warnings.message.show', 'warnings.message.carry', 'warnings.carried.put'],
		},
	},
	{
		key: 'warnings.cap.in',
		way: 'in',
		at: [],
		byHand: {
			path: '/notices',
			title: 'warnings.notices',
			uses: ['warnings.notice.enter', 'warnings.source.keep', 'warnings.source.close'],
		},
	},
]
