import { setTheme, type ThemeChoice, useTheme } from '../theme.ts'
import { useWords } from '../words.ts'
import { Icon, type IconName } from './Icon.tsx'

const next: Readonly<Record<ThemeChoice, ThemeChoice>> = { system: 'dark', dark: 'light', light: 'system' }
const icons: Readonly<Record<ThemeChoice, IconName>> = { system: 'system', dark: 'moon', light: 'sun' }

/** Dark, light, or as the system; one press goes to the next. */
export function ThemeSwitch() {
	const t = useWords()
	const { choice } = useTheme()
	return (
		<button
			type="button"
			className="plain"
			onClick={() => setTheme(next[choice])}
			title={t('web.theme.label', { now: t(`web.theme.${choice}`), next: t(`web.theme.${next[choice]}`) })}
		>
			<Icon name={icons[choice]} />
			{t(`web.theme.${choice}`)}
		</button>
	)
}
