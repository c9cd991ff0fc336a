/** What is written on the cap: `↑` for `ArrowUp`; all else as it is. */
export function keyWord(keys: string): string {
	return keys
		.replaceAll('ArrowUp', '↑')
		.replaceAll('ArrowDown', '↓')
		.replaceAll('ArrowLeft', '←')
		.replaceAll('ArrowRight', '→')
}

/** `aria-keyshortcuts` form: `Control+K`, `G D` stays two presses. */
export function ariaKeys(keys: string): string {
	return keys.replaceAll('Ctrl ', 'Control+').replaceAll('Alt ', 'Alt+').replaceAll('Esc', 'Escape')
}
