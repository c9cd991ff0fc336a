import { setLanguage, useLanguage, useWords } from '../words.ts'

/** 中文 / EN: each language is named in itself. */
export const languageNames = { zh: '中文', en: 'English' } as const

/** Both languages side by side, the one shown in bold; switches at once and is remembered. */
export function LanguageSwitch() {
	const t = useWords()
	const language = useLanguage()
	const other = language === 'zh' ? 'en' : 'zh'
	return (
		<button
			type="button"
			className="plain"
			title={`${t('web.language')} ${languageNames[other]}`}
			onClick={() => void setLanguage(other)}
		>
			<span lang="zh-CN">{language === 'zh' ? <b>{languageNames.zh}</b> : languageNames.zh}</span>
			<span>/</span>
			<span lang="en">{language === 'en' ? <b>EN</b> : 'EN'}</span>
		</button>
	)
}
