import { deadlinesSlice } from '#kernel/deadlines/api.ts'
import { identitySlice } from '#kernel/identity/api.ts'
import { ledgerSlice } from '#kernel/ledger/api.ts'
import { geoSlice } from '#kernel/geo/api.ts'
import { mattersSlice } from '#kernel/matters/api.ts'
import { powersSlice } from '#kernel/powers/api.ts'
import type { Slice } from '#kernel/slice.ts'
import { commandSlice } from '#command'
import { dispatchSlice } from '#dispatch'
import { fundsSlice } from '#funds'
import { warningsSlice } from '#warnings'

/** Everything this deployment can do. The one list: HTTP, powers, migrations, OpenAPI and tests start from it. */
export const slices: readonly Slice[] = [
	powersSlice,
	ledgerSlice,
	identitySlice,
	mattersSlice,
	deadlinesSlice,
	geoSlice,
	dispatchSlice,
	commandSlice,
	warningsSlice,
	fundsSlice,
]
