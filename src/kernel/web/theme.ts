import { useSyncExternalStore } from 'react'

/** Dark or light: the person's choice, remembered; follows the system until chosen. Paper is always light. */
export type ThemeChoice = 'system' | 'dark' | 'light'

const memory = 'seawall.theme'
const heard = new Set<() => void>()
const systemLight = (): boolean => matchMedia('(prefers-color-scheme: light)').matches

/** What the person chose on this machine. */
export function themeChoice(): ThemeChoice {
	const kept = localStorage.getItem(memory)
	return kept === 'dark' || kept === 'light' ? kept : 'system'
}

/** What is shown now. */
export function themeShown(): 'dark' | 'light' {
	const choice = themeChoice()
	return choice === 'system' ? (systemLight() ? 'light' : 'dark') : choice
}

export function setTheme(choice: ThemeChoice): void {
	if (choice === 'system') localStorage.removeItem(memory)
	else localStorage.setItem(memory, choice)
	apply(themeShown())
	for (const hear of heard) hear()
}

function apply(theme: 'dark' | 'light'): void {
	document.documentElement.dataset.theme = theme
}

/** Sets the theme and follows the system and the printer. `first` is used until a choice is made (phones: dark). */
export function startTheme(first?: 'dark' | 'light'): void {
	const now = (): 'dark' | 'light' => (themeChoice() === 'system' && first !== undefined ? first : themeShown())
	apply(now())
	matchMedia('(prefers-color-scheme: light)').addEventListener('change', () => {
		apply(now())
		for (const hear of heard) hear()
	})
	addEventListener('beforeprint', () => apply('light'))
	addEventListener('afterprint', () => apply(now()))
}

export function useTheme(): { readonly choice: ThemeChoice; readonly shown: 'dark' | 'light' } {
	const key = useSyncExternalStore(
		(hear) => {
			heard.add(hear)
			return () => heard.delete(hear)
		},
		() => `${themeChoice()} ${themeShown()}`,
	)
	const [choice, shown] = key.split(' ')
	return {
		choice: choice === 'dark' || choice === 'light' ? choice : 'system',
		shown: shown === 'light' ? 'light' : 'dark',
	}
}
