import type { DispatchDemo } from '#dispatch'
import { demoId } from './ids.ts'
import { demoCrews } from './organisation.ts'

/** The demo's units as dispatch seeds them. */
export const demoDispatch: DispatchDemo = {
	bureau: demoId('agency', 'xigang'),
	units: demoCrews.map(({ code, agency, kind, en, zh }) => ({
		id: demoId('unit', code),
		agency: demoId('agency', agency),
		agencyCode: agency,
		kind,
		en,
		zh,
	})),
}
