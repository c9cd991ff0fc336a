/** Hands a file to the browser to keep. */
export function savePdf(name: string, base64: string): void {
	const bytes = Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
	const address = URL.createObjectURL(new Blob([bytes], { type: 'application/pdf' }))
	const link = document.createElement('a')
	link.href = address
	link.download = name
	link.click()
	setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
