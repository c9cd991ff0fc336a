/** C2SP tlog-tiles paths: `tile/<L>/<N>[.p/<W>]` and `tile/entries/<N>[.p/<W>]`. */

export type TilePath = { readonly level: number | 'entries'; readonly index: number; readonly width: number }

/** Reads what stands after `tile/`; null when it is not a path the specification allows. */
export function readTilePath(path: string): TilePath | null {
	const match = /^(entries|0|[1-9][0-9]?)\/((?:x[0-9]{3}\/)*[0-9]{3})(?:\.p\/([1-9][0-9]{0,2}))?$/.exec(path)
	if (match === null) return null
	const [, level, elements, width] = match
	if (level === undefined || elements === undefined) return null
	const index = Number(elements.replaceAll(/[x/]/g, ''))
	// x000 in front would be a second name for the same tile.
	if (elements.startsWith('x000/') || !Number.isSafeInteger(index)) return null
	const w = width === undefined ? 256 : Number(width)
	if ((width !== undefined && w > 255) || (level !== 'entries' && Number(level) > 63)) return null
	return { level: level === 'entries' ? level : Number(level), index, width: w }
}

export function tilePath({ level, index, width }: TilePath): string {
	const digits = String(index).padStart(Math.ceil(String(index).length / 3) * 3, '0')
	const elements = (digits.match(/[0-9]{3}/g) ?? []).map((e, i, all) => (i === all.length - 1 ? e : `x${e}`))
	return `tile/${level}/${elements.join('/')}${width === 256 ? '' : `.p/${width}`}`
}
