import { useState } from 'react'
import type { Checked } from '../ledger.ts'
import { count } from '../times.ts'
import { useWords } from '../words.ts'
import { Button } from './Button.tsx'

const shownWhole = 7
const high = 30
const wide = 64
const pull = 16

type Node = {
	readonly x: number
	readonly y: number
	readonly text: string
	readonly kind: 'leaf' | 'computed' | 'given'
	readonly full: string
}

/** The inclusion path, root on top: computed hashes filled, given ones grey. Long paths fold their middle. */
export function ProofTree({ proof }: { readonly proof: Checked }) {
	const t = useWords()
	const [whole, setWhole] = useState(false)
	const folds = !whole && proof.steps.length > shownWhole
	const low = folds ? proof.steps.slice(0, 3) : proof.steps
	const top = folds ? proof.steps.slice(-3) : []
	const levels = low.length + top.length + (folds ? 1 : 0)
	const height = (levels + 1) * high
	const nodes: Node[] = []
	const lines: string[] = []
	// From the leaf up: each step leans left or right by the side its sibling was given on.
	let x = 0
	let at = 0
	const y = (level: number): number => height - high * (level + 0.5)
	nodes.push({ x, y: y(0), text: count(proof.n), kind: 'leaf', full: proof.leafHash })
	const climb = (steps: typeof low): void => {
		for (const step of steps) {
			const side = step.givenIsLeft ? -1 : 1
			nodes.push({ x: x + side * (wide + 12), y: y(at), text: step.given.slice(0, 4), kind: 'given', full: step.given })
			const up = x + (side * (wide + 12)) / 2
			lines.push(
				`M${x} ${y(at) - 9}V${y(at) - high / 2}H${x + side * (wide + 12)}V${y(at) - 9}M${up} ${y(at) - high / 2}V${y(at + 1) + 9}`,
			)
			x = up - side * (pull - 8)
			if (x !== up) lines.push(`M${up} ${y(at + 1) + 9}H${x}`)
			at += 1
			const last = step === proof.steps.at(-1)
			nodes.push({
				x,
				y: y(at),
				text: last ? t('web.proof.root') : step.computed.slice(0, 4),
				kind: 'computed',
				full: step.computed,
			})
		}
	}
	climb(low)
	if (folds) {
		lines.push(`M${x} ${y(at) - 9}V${y(at + 1) + 9}`)
		at += 1
		nodes.push({ x, y: y(at), text: `… ${proof.steps.length - 6} …`, kind: 'computed', full: '' })
		climb(top)
	}
	const left = Math.min(...nodes.map((node) => node.x)) - wide / 2 - 4
	const right = Math.max(...nodes.map((node) => node.x)) + wide / 2 + 4
	return (
		<div className="proof">
			<svg
				viewBox={`${left} 0 ${right - left} ${height}`}
				width={right - left}
				height={height}
				role="img"
				aria-label={t('web.proof.picture', { n: count(proof.n), steps: proof.steps.length })}
			>
				<path d={lines.join('')} className="pl" />
				{nodes.map((node) => (
					<g key={`${node.x} ${node.y}`} className={`pn ${node.kind}`}>
						<title>{node.full}</title>
						<rect x={node.x - wide / 2} y={node.y - 9} width={wide} height={18} rx={1} />
						<text x={node.x} y={node.y + 4}>
							{node.text}
						</text>
					</g>
				))}
			</svg>
			<div className="col">
				<span className="row">
					<i className="pk" />
					{t('web.proof.computed')}
				</span>
				<span className="row">
					<i className="pk given" />
					{t('web.proof.given')}
				</span>
				<p className="sm t2">{t('web.proof.agree', { count: proof.steps.length })}</p>
				{proof.steps.length > shownWhole ? (
					<Button onPress={() => setWhole(!whole)}>{t(whole ? 'web.proof.fold' : 'web.proof.unfold')}</Button>
				) : null}
			</div>
		</div>
	)
}
