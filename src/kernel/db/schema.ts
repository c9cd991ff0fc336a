import type { Kysely, Transaction } from 'kysely'

/**
 * Every table Seawall knows, by schema-qualified name. Each room adds its own by declaration merging next to its
 * migrations (`declare module '#kernel/db/schema.ts' { interface Tables { 'dispatch.unit': UnitTable } }`),
 * so the kernel knows no slice.
 */
export interface Tables {}

/** The database outside a transaction: for reads by the machine itself (boot, sequencer, jobs). */
export type Db = Kysely<Tables>
/** The database inside one act's or view's transaction, under the application role. */
export type Tx = Transaction<Tables>
