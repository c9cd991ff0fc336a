/** F253. What is shown of a name or a number before a transfer with it is cited: too little to know whose it is. */
export function masked(text: string, what: 'name' | 'number'): string {
	const signs = [...text]
	if (what === 'number')
		return `${'*'.repeat(Math.max(0, Math.min(4, signs.length - 4)))} ${signs.slice(-4).join('')}`.trim()
	return `${signs[0] ?? ''}*`
}
