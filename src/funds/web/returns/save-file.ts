/** Keeps bytes as a file of the person's own machine. */
export function keepFile(name: string, type: string, parts: BlobPart): void {
	const link = document.createElement('a')
	link.href = URL.createObjectURL(new Blob([parts], { type }))
	link.download = name
	link.click()
	setTimeout(() => URL.revokeObjectURL(link.href), 10_000)
}
