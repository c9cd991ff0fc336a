/** F11, F136. Amounts as ISO 20022, sheets and files write them: integers in minor units here, decimals there. Pure. */

/** Currencies of ISO 4217 whose minor unit is not a hundredth. */
const places: Readonly<Record<string, number>> = {
	BIF: 0,
	CLP: 0,
	DJF: 0,
	GNF: 0,
	ISK: 0,
	JPY: 0,
	KMF: 0,
	KRW: 0,
	PYG: 0,
	RWF: 0,
	UGX: 0,
	VND: 0,
	VUV: 0,
	XAF: 0,
	XOF: 0,
	XPF: 0,
	BHD: 3,
	IQD: 3,
	JOD: 3,
	KWD: 3,
	LYD: 3,
	OMR: 3,
	TND: 3,
	CLF: 4,
	UYW: 4,
}

/** How many decimals a currency counts by. */
export const placesOf = (currency: string): number => places[currency] ?? 2

/** `4200000` of CNY is `42000.00`. No grouping: what it is pasted into reads a plain number. */
export function decimalOf(minor: number, currency: string): string {
	const n = placesOf(currency)
	const digits = String(minor).padStart(n + 1, '0')
	return n === 0 ? digits : `${digits.slice(0, -n)}.${digits.slice(-n)}`
}

/** Minor units of a currency as people read them: `286,200.00`. */
export function amountText(minor: number, currency: string): string {
	const [whole = '', fraction] = decimalOf(minor, currency).split('.')
	const grouped = whole.replace(/\B(?=(\d{3})+$)/g, ',')
	return fraction === undefined ? grouped : `${grouped}.${fraction}`
}

/** The minor units of a decimal as a message writes it; null for what is no amount of that currency, or none JSON carries. */
export function minorOf(decimal: string, currency: string): number | null {
	const read = /^(\d{1,18})(?:\.(\d{0,5}))?$/.exec(decimal.trim())
	if (read === null) return null
	const n = placesOf(currency)
	const fraction = (read[2] ?? '').replace(/0+$/, '')
	if (fraction.length > n) return null
	const minor = Number(`${read[1]}${fraction.padEnd(n, '0')}`)
	return Number.isSafeInteger(minor) ? minor : null
}
