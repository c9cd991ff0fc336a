/** Prices that are worked out in this process now: how far they are, and how to stop them. Nothing of it is kept. */

type Running = { share: number; readonly stop: () => void }

const running = new Map<string, Running>()

/** @param stop ends the work; called once */
export function begins(price: string, stop: () => void): (share: number) => void {
	const one: Running = { share: 0, stop }
	running.set(price, one)
	return (share) => {
		one.share = share
	}
}

export function ends(price: string): void {
	running.delete(price)
}

/** 0 to 1; null when it does not run here. */
export function shareOf(price: string): number | null {
	return running.get(price)?.share ?? null
}

export function stopHere(price: string): void {
	running.get(price)?.stop()
}
