/** The bytes of a view's base64. */
export function fromBase64(base64: string): Uint8Array<ArrayBuffer> {
	return Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))
}

/** Hands bytes or text to the browser as a file to keep. */
export function saveFile(name: string, type: string, body: BlobPart): void {
	const address = URL.createObjectURL(new Blob([body], { type }))
	const link = document.createElement('a')
	link.href = address
	link.download = name
	link.click()
	setTimeout(() => URL.revokeObjectURL(address), 60_000)
}
