/** F11. How many minor units make one of a currency, as a power of ten (ISO 4217); two where it is none of these. */
const exponents: Readonly<Record<string, number>> = {
	BHD: 3,
	BIF: 0,
	CLF: 4,
	CLP: 0,
	DJF: 0,
	GNF: 0,
	IQD: 3,
	ISK: 0,
	JOD: 3,
	JPY: 0,
	KMF: 0,
	KRW: 0,
	KWD: 3,
	LYD: 3,
	OMR: 3,
	PYG: 0,
	RWF: 0,
	TND: 3,
	UGX: 0,
	UYI: 0,
	UYW: 4,
	VND: 0,
	VUV: 0,
	XAF: 0,
	XOF: 0,
	XPF: 0,
}

export function exponentOf(currency: string): number {
	return exponents[currency] ?? 2
}

/** `CNY 42,000.00`: the same in every language, no float on the way. */
export function moneyText(minor: number, currency: string): string {
	const exponent = exponentOf(currency)
	const digits = String(Math.abs(minor)).padStart(exponent + 1, '0')
	const whole = digits.slice(0, digits.length - exponent).replace(/\B(?=(\d{3})+$)/g, ',')
	const part = exponent === 0 ? '' : `.${digits.slice(-exponent)}`
	return `${currency} ${minor < 0 ? '-' : ''}${whole}${part}`
}
