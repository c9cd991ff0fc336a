import { resource } from '#kernel/contract/declare.ts'

/** An agency's book of orders: where orders are given and listed. Its id is the agency's. */
export const orderBook = resource({
	type: 'OrderBook',
	table: null,
	id: 'id',
	see: 'command.order-book.see',
	attributes: { agency: { is: 'Agency', column: 'id' } },
})

/** One order, to one agency or to those who hold a post there. */
export const orderResource = resource({
	type: 'Order',
	table: 'command.issued_order',
	id: 'id',
	see: 'command.order.see',
	ended: 'ended',
	attributes: {
		/** Whose order it is. */
		agency: { is: 'Agency', column: 'giver_id' },
		to: { is: 'Agency', column: 'to_id' },
		/** Empty: the agency itself. */
		toPost: { is: 'String', column: 'to_post' },
		checker: { is: 'Agency', column: 'checker_id' },
		checkerPost: { is: 'String', column: 'checker_post' },
		/** The tier above the giver; the giver itself where nobody is above. */
		up: { is: 'Agency', column: 'up_id' },
		top: { is: 'Bool', column: 'top' },
		state: { is: 'String', column: 'state' },
		ended: { is: 'Bool', column: 'ended' },
		/** It was refused as beyond powers, whatever came of it. */
		refused: { is: 'Bool', column: 'refused' },
		/** `giver` or `recipient` for an order entered by voice, else empty. */
		enteredBy: { is: 'String', column: 'entered_by' },
		/** Persons who accepted, evidenced or handed in. */
		doers: { is: 'Set<String>', table: 'command.order_doer', key: 'order_id', column: 'person_id' },
		/** Agencies that gave the orders this one is a part of. */
		chain: {
			is: 'Set<Agency>',
			table: 'command.order_party',
			key: 'order_id',
			column: 'agency_id',
			where: "m.role = 'chain'",
		},
		/** Stations that drew a re-check. */
		lots: {
			is: 'Set<Agency>',
			table: 'command.order_party',
			key: 'order_id',
			column: 'agency_id',
			where: "m.role = 'lot'",
		},
	},
})
