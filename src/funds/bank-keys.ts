/** F150. The key of each bank's machine by the bank's code, from `SEAWALL_BANK_KEYS` (`GWBK=key XJRC=key`). */
export function bankKeys(text: string | undefined): readonly { readonly code: string; readonly key: string }[] {
	return [...(text ?? '').matchAll(/([A-Z0-9]{3,12})=([\x21-\x7e]{16,200})/g)].map(([, code = '', key = '']) => ({
		code,
		key,
	}))
}
