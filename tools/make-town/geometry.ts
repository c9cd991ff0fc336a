/** Plane geometry in metres (x east, y north). */

export type Xy = readonly [number, number]

export const distance = (a: Xy, b: Xy) => Math.hypot(a[0] - b[0], a[1] - b[1])

export const along = (a: Xy, b: Xy, t: number): Xy => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t]

/** A smooth line through all points (Catmull-Rom), `pieces` per span; the given points stay on it exactly. */
export function smooth(points: readonly Xy[], pieces: number): Xy[] {
	const out: Xy[] = []
	for (let i = 0; i + 1 < points.length; i++) {
		const p1 = points[i] ?? [0, 0]
		const p2 = points[i + 1] ?? p1
		const p0 = points[i - 1] ?? p1
		const p3 = points[i + 2] ?? p2
		for (let k = 0; k < pieces; k++) out.push(spline(p0, p1, p2, p3, k / pieces))
	}
	const end = points.at(-1)
	if (end !== undefined) out.push(end)
	return out
}

function spline(p0: Xy, p1: Xy, p2: Xy, p3: Xy, t: number): Xy {
	if (t === 0) return p1
	const one = (a: number, b: number, c: number, d: number) =>
		0.5 * (2 * b + (c - a) * t + (2 * a - 5 * b + 4 * c - d) * t * t + (3 * b - a - 3 * c + d) * t * t * t)
	return [one(p0[0], p1[0], p2[0], p3[0]), one(p0[1], p1[1], p2[1], p3[1])]
}

/** Where two segments cross: the shares of each, or null. */
export function crossing(a: Xy, b: Xy, c: Xy, d: Xy): { readonly t: number; readonly u: number } | null {
	const rx = b[0] - a[0]
	const ry = b[1] - a[1]
	const sx = d[0] - c[0]
	const sy = d[1] - c[1]
	const det = rx * sy - ry * sx
	if (Math.abs(det) < 1e-9) return null
	const t = ((c[0] - a[0]) * sy - (c[1] - a[1]) * sx) / det
	const u = ((c[0] - a[0]) * ry - (c[1] - a[1]) * rx) / det
	return t >= -1e-9 && t <= 1 + 1e-9 && u >= -1e-9 && u <= 1 + 1e-9 ? { t, u } : null
}

export function inside(p: Xy, ring: readonly Xy[]): boolean {
	let odd = false
	for (let i = 0, j = ring.length - 1; i < ring.length; j = i++) {
		const a = ring[i] ?? p
		const b = ring[j] ?? p
		if (a[1] > p[1] !== b[1] > p[1] && p[0] < ((b[0] - a[0]) * (p[1] - a[1])) / (b[1] - a[1]) + a[0]) odd = !odd
	}
	return odd
}

/** A rectangle: its middle, its long way, half its length and half its depth. */
export function box(middle: Xy, way: Xy, half: number, deep: number): Xy[] {
	const [ux, uy] = way
	const at = (s: number, t: number): Xy => [middle[0] + ux * s - uy * t, middle[1] + uy * s + ux * t]
	return [at(-half, -deep), at(half, -deep), at(half, deep), at(-half, deep)]
}

/** Whether two convex shapes overlap (separating axes). */
export function overlap(a: readonly Xy[], b: readonly Xy[]): boolean {
	return !separated(a, b) && !separated(b, a)
}

function separated(a: readonly Xy[], b: readonly Xy[]): boolean {
	for (let i = 0; i < a.length; i++) {
		const p = a[i] ?? [0, 0]
		const q = a[(i + 1) % a.length] ?? p
		const nx = q[1] - p[1]
		const ny = p[0] - q[0]
		const [aMin, aMax] = span(a, nx, ny)
		const [bMin, bMax] = span(b, nx, ny)
		if (aMax <= bMin || bMax <= aMin) return true
	}
	return false
}

function span(shape: readonly Xy[], nx: number, ny: number): [number, number] {
	let min = Number.POSITIVE_INFINITY
	let max = Number.NEGATIVE_INFINITY
	for (const [x, y] of shape) {
		const d = x * nx + y * ny
		if (d < min) min = d
		if (d > max) max = d
	}
	return [min, max]
}

/** Shapes found by place: cells of `size` metres. */
export class Cells<T> {
	readonly #size: number
	readonly #cells = new Map<string, T[]>()
	constructor(size: number) {
		this.#size = size
	}
	*#keys(shape: readonly Xy[]): Generator<string> {
		const [x0, x1] = span(shape, 1, 0)
		const [y0, y1] = span(shape, 0, 1)
		for (let x = Math.floor(x0 / this.#size); x <= Math.floor(x1 / this.#size); x++)
			for (let y = Math.floor(y0 / this.#size); y <= Math.floor(y1 / this.#size); y++) yield `${x},${y}`
	}
	add(shape: readonly Xy[], thing: T): void {
		for (const key of this.#keys(shape)) {
			const cell = this.#cells.get(key)
			if (cell === undefined) this.#cells.set(key, [thing])
			else cell.push(thing)
		}
	}
	near(shape: readonly Xy[]): Set<T> {
		const out = new Set<T>()
		for (const key of this.#keys(shape)) for (const thing of this.#cells.get(key) ?? []) out.add(thing)
		return out
	}
}
