import { z } from 'zod'

/** Closed word lists that every room of funds shares; a test compares them with the CHECK constraints. */

/** Whom a payment went to. Each kind has a way of its own by which money is stopped. */
export const payeeKind = z.enum(['bank_account', 'wallet', 'card', 'merchant', 'crypto', 'cash', 'gold'])
export type PayeeKind = z.output<typeof payeeKind>

export const holderKind = z.enum(['unknown', 'person', 'business'])
export type HolderKind = z.output<typeof holderKind>

export const useKind = z.enum(['unknown', 'ordinary', 'wage', 'pension', 'welfare'])
export type UseKind = z.output<typeof useKind>

export const payChannel = z.enum([
	'bank_app',
	'bank_web',
	'counter',
	'atm',
	'wallet_app',
	'card_terminal',
	'exchange',
	'in_person',
])
export type PayChannel = z.output<typeof payChannel>

export const fraudScheme = z.enum([
	'impersonation_police',
	'impersonation_service',
	'impersonation_known',
	'investment',
	'task_rebate',
	'loan',
	'shopping',
	'refund',
	'romance',
	'gaming',
	'credit',
	'business_email',
	'other',
])
export type FraudScheme = z.output<typeof fraudScheme>

export const reportState = z.enum(['open', 'signed', 'case', 'refused', 'closed', 'withdrawn'])
export type ReportState = z.output<typeof reportState>

export const signedWay = z.enum(['here', 'paper', 'recorded_line'])
export type SignedWay = z.output<typeof signedWay>
