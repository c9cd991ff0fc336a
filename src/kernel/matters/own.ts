/** Processes and tables a bureau draws for itself (M80): nothing but their tasks is done on their matters (M79). */
export function isOwn(name: string): boolean {
	return name.startsWith('own.')
}
